"""A tenant's request that the municipality acts: a possible request to enforce, with its own term.

Such a request is an application for a decision (Awb 1:3 lid 3): in writing, with name and address
(Awb 4:1, 4:2), decided within a reasonable term that is over after eight weeks (4:13), unless the
applicant is told that it takes longer (4:14); it stands still while the applicant is asked for more
(4:15). It is a formal message, which since 1 January 2026 may be sent by an electronic way that the
municipality named, with a confirmation of receipt (Awb 2:13 and following, as Stb. 2023, 183 made
them; read at vng.nl and waarderingskamer.nl. The number of the article on the confirmation was not
looked up in the act).
"""
