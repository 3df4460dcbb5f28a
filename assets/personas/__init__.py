"""The personas that come with the studio, one YAML file each."""
