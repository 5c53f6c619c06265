"""How a council stands beside others: published figures, neighbour sets and comparisons."""
