"""Results -> one self-contained HTML page that people pass around: no network, everything escaped.

`annotation` gathers what the page of labels tells, as data; `page` turns such facts and a template into text.
The package knows the results and explanations, and writes no files.
"""
