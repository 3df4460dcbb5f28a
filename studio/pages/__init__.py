"""The pages of the browser studio, one a file: draw, then wire."""
