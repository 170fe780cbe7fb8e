"""Steps that are not one request and one decision: the acute jump, handing over, reopening.

For process managers and who holds a seat; the ground is that of the case itself.
"""
