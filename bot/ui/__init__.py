"""Everything that is shown: cards, embeds, views, modals and their wording."""
