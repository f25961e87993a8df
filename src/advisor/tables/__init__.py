"""Tables of many runners: CSV, NDJSON and Parquet to checked columns, and results back to such files (docs/batch.md).

CSV and NDJSON are read by the standard library, row by row, so that one bad row is told and left out; Parquet by PyArrow
(extra ``batch``), which no other package names. Files are read and written in chunks: memory does not grow with their length.

:func:`run_batch` does a whole run; the parts stand by themselves: :func:`recognise` (which header is which question),
:func:`open_table` (a file as blocks of columns), :class:`Results` (what was found, row by row), ``open_writer``.
"""

from advisor.tables.headers import Header, Mapping_, Recognition, read_mapping, recognise
from advisor.tables.results import Results
from advisor.tables.run import Job, Summary, run_batch
from advisor.tables.source import Block, Reject, Table, open_table

__all__ = [
    "Block", "Header", "Job", "Mapping_", "Recognition", "Reject", "Results", "Summary", "Table", "open_table", "read_mapping",
    "recognise", "run_batch",
]  # fmt: skip
