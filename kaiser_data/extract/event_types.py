"""What kinds of events there are: those that last, and those of which a dispute has one at a time."""

LASTING = frozenset({"strike", "sympathy_strike", "lockout"})
# Of these a dispute has one at a time: "the vote" says which, and a text that gives no day means the one others date.
SINGLE = LASTING | {
    "strike_vote",
    "strike_notice",
    "tentative_agreement",
    "ratification",
    "contract_expiration",
    "contract_extension",
    "layoff",
    "lawsuit",
}
