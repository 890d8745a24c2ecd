"""The model of place and sink: what one tick does, and a turn; whole numbers, as in `sink-model.js`."""
