"""Writing a paper to the council: a skeleton, drafts, a review, and the college's decision.

For the policy adviser (who writes), the college (which decides) and the clerk (who reads along). A
draft is never refused; sharing is, until each number is bound and each commitment is answered.
"""
