"""How sentences are told apart by their words."""

from __future__ import annotations

from locales.schema.base import Part, Pattern


class Sentences(Part):
    """Words that say how a sentence is intoned; patterns on a clause in small letters.

    ``asks`` are question words that begin a clause, ``before`` the words that may stand before
    them ("and what", "to which"); ``late`` are question words that ask at the end of a clause
    (French "vous arrivez quand"). ``verbs`` begin a question for yes or no, so that a question
    word in a later clause asks nothing ("Können Sie sagen, wann ..."). ``tags`` are whole clauses
    that only ask for consent. ``either`` joins alternatives, unless the clause has a word of
    ``open`` ("any", which leaves the choice open); ``joins`` stands before the last item of a
    list.
    """

    asks: Pattern = "(?!)"
    before: Pattern = "(?!)"
    late: Pattern = "(?!)"
    verbs: Pattern = "(?!)"
    tags: Pattern = "(?!)"
    either: Pattern = "(?!)"
    open: Pattern = "(?!)"
    joins: Pattern = "(?!)"
