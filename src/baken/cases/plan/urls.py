"""Addresses of the plan."""

from django.urls import path

from baken.cases.plan.views import forms, pages

_PLAN = "werk/casussen/<uuid:case_id>/plan/"
_GOAL = f"{_PLAN}doel/<uuid:goal_id>/"
_AGREEMENT = f"{_PLAN}afspraak/<uuid:agreement_id>/"
urlpatterns = [
    path(_PLAN, pages.plan, name="plan"),
    path(f"{_PLAN}versie/<int:number>/", pages.plan, name="plan_version"),
    path(f"{_PLAN}verschil/<int:number>/", pages.compare, name="plan_compare"),
    path(f"{_PLAN}nieuw/", forms.begin, name="begin_plan"),
    path(f"{_PLAN}vaststellen/", forms.settle, name="settle_plan"),
    path(f"{_PLAN}huishouden/", forms.household_view, name="household_view"),
    path(f"{_PLAN}doel/", forms.add_goal, name="add_goal"),
    path(_GOAL, forms.edit_goal, name="edit_goal"),
    path(f"{_GOAL}schrappen/", forms.drop_goal, name="drop_goal"),
    path(f"{_GOAL}delen/", forms.share_goal, name="share_goal"),
    path(f"{_GOAL}actie/", forms.act_on_goal, name="act_on_goal"),
    path(f"{_PLAN}afspraak/", forms.add_agreement, name="add_agreement"),
    path(_AGREEMENT, forms.edit_agreement, name="edit_agreement"),
    path(f"{_AGREEMENT}schrappen/", forms.drop_agreement, name="drop_agreement"),
    path(f"{_AGREEMENT}delen/", forms.share_agreement, name="share_agreement"),
    path(f"{_AGREEMENT}eigenaar/", forms.give_agreement, name="give_agreement"),
]
