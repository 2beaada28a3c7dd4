"""Everything that people are shown: wording, cards, embeds, buttons and forms."""
