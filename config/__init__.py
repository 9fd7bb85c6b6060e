"""What an operator may change: settings, rules, codes and the words all stages share."""
