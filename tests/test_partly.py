"""A province of today that has the figures of only one of its old parts must not pass for the whole."""

from streamlit.testing.v1 import AppTest

from data import build
from data.paths import PROGRAM


def test_a_province_of_today_names_the_parts_it_has_no_figures_of(home, monkeypatch, tmp_path):
    lines = ["source_id,province,period_start,period_end,tier,basis,measure,value,unit"]
    for year in range(2013, 2019):
        lines += [
            f"thu,Phú Yên,{year},{year},all,actual,state_support,900,triệu đồng",
            f"thu,Phú Yên,{year},{year},all,actual,counterpart,1800,triệu đồng",
        ]
    path = tmp_path / "phu-yen.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    build.import_file(home, path)
    monkeypatch.setenv("DONBAY_HOME", str(home.root))

    app = AppTest.from_file(str(PROGRAM / "pages" / "router.py"), default_timeout=60)
    app.query_params["province"] = "dak-lak-2025"
    app.run()

    told = " ".join(str(element.proto.body) for element in app.get("html"))
    assert "Chỉ có số theo năm của: Phú Yên. Chưa có, hoặc chỉ có vài năm: Đắk Lắk." in told
