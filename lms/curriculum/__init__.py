"""Courses as published: the document, its compiler, editions, the rendered lesson."""
