"""Clocks of a case: T1 to T11 as data, pauses with a reason, and what happens when one runs out.

For the managers of a case and who holds its seats; on the ground of the case itself. A partner
that does not do what was agreed is a row of its own (`Lapse`): which action, which organisation,
since when, and how it was answered. The job `cases.clocks` tells owners one working day ahead and
climbs the seats afterwards; it sees keys and dates only (`functions.sql`), no text of a case.
"""
