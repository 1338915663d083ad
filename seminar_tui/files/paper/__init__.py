"""Paper: badges, signs, programme, lists, letters and the report, as tagged PDF.

A document is pure data in and bytes out: a module builds a `Document` from frozen rows,
`press` sets it with a template. Text goes to the templates as JSON and is never spliced
into markup.
"""
