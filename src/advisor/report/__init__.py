"""The report: one :class:`~advisor.model.report.ReportModel` of words, laid out as HTML, PDF, JSON or text.

``view.make_report`` makes the words; ``html.render_html``, ``text.render_text`` and ``json_report.render_json`` lay out.
``pipeline`` composes them; nothing is imported here, so that a start that needs no report pays for none.
"""
