"""Addresses of the programme: public pages in Dutch words, the workplace under /werk/."""

from django.urls import path, re_path

from baken.programme.council import urls as council
from baken.programme.editing import urls as editing
from baken.programme.views import checking, imports, opendata, papers, progress, public, work
from baken.programme.writing import urls as writing

app_name = "programme"
urlpatterns = [
    path("cijfers/", public.figures, name="figures"),
    path("cijfers/<str:key>.csv", public.indicator_csv, name="indicator_csv"),
    path("cijfers/<str:key>.json", opendata.indicator, name="indicator_json"),
    path("open-data/", opendata.overview, name="opendata"),
    re_path(r"^open-data/tellingen\.(?P<form>csv|json)$", opendata.counts, name="open_counts"),
    path("cijfers/<str:key>/", public.indicator, name="indicator"),
    path("wijk/", public.areas, name="areas"),
    path("wijk/<str:code>/", public.area, name="area"),
    path("plan/", public.plan, name="plan"),
    path("plan/beloofd/", public.promises, name="promises"),
    path("plan/stoplichten/", progress.lights, name="lights"),
    path("plan/geld/", progress.money, name="money"),
    path("plan/uitvoering/", progress.year_plan, name="year_plan"),
    path("plan/uitvoering/<int:year>/", progress.year_plan, name="year_plan_of"),
    path("plan/thema/<str:key>/", public.theme, name="theme"),
    path("plan/doel/<str:key>/", public.goal, name="goal"),
    path("zelf-narekenen/", checking.checking, name="checking"),
    path("zelf-narekenen/sleutels.json", checking.keys, name="check_keys"),
    path("zelf-narekenen/narekenen.pyz", checking.download, name="check_program"),
    path("raadsstukken/", papers.papers, name="papers"),
    path("raadsstukken/<slug:slug>/", papers.paper, name="paper"),
    path("raadsstukken/<slug:slug>/stuk.pdf", papers.paper_pdf, name="paper_pdf"),
    path("raadsstukken/<slug:slug>/bundel.zip", papers.paper_bundle, name="paper_bundle"),
    re_path(
        r"^raadsstukken/(?P<slug>[-\w]+)/cijfers\.(?P<form>csv|json)$",
        opendata.paper,
        name="paper_data",
    ),
    path("werk/plan/", work.plan, name="work_plan"),
    path("werk/plan/open-vragen/", work.questions, name="questions"),
    path("werk/plan/cijfers/", imports.imports, name="imports"),
    path("werk/plan/cijfers/<uuid:id>/", imports.one, name="import"),
    path("werk/plan/cijfers/<uuid:id>/<slug:step>/", imports.step, name="import_step"),
    path("werk/stoplichten/", progress.work_lights, name="work_lights"),
    path("werk/stoplichten/<str:key>/", progress.light_history, name="light_history"),
    path("werk/stoplichten/<str:key>/zetten/", progress.judge, name="judge"),
    path("werk/geld/", progress.work_money, name="work_money"),
    path("werk/uitvoering/", progress.work_year_plan, name="work_year_plan"),
    path("werk/uitvoering/<int:year>/", progress.work_year_plan, name="work_year_plan_of"),
    *editing.urlpatterns,
    *council.urlpatterns,
    path("werk/tellingen/", work.tallies, name="tallies"),
    path("werk/stukken/", work.papers, name="work_papers"),
    *writing.urlpatterns,
    path("werk/stukken/<uuid:id>/", work.paper, name="work_paper"),
    path("werk/stukken/<uuid:id>/stap/<slug:step>/", work.paper_step, name="paper_step"),
    path("werk/stukken/<uuid:id>/<slug:what>/", work.paper_file, name="paper_file"),
]
