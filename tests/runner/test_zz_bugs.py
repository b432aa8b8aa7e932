from optout.runner.press import *
from optout.runner.scroll import scroll_on
from tests.runner.test_press import *
from tests.runner.test_perform import walked
for n in list(globals()):
    if n.startswith('test_'): del globals()[n]
from tests.runner.test_settle import see, OFF as OFFROW

def test_frame_cover(on_page):
    inner = ROW.replace('"', "&quot;")
    journey = on_page(COUNT + f'<iframe style="width:500px;height:200px" srcdoc="{inner}"></iframe>'
        "<div id=o style='position:fixed;inset:0;background:#fff'>Buy</div>")
    out = press_control(journey)
    assert (out.done, hits(journey)) == (False, [])

def test_checkbox_step_is_not_toggled_twice(on_page):
    journey = on_page("<label><input type=checkbox id=a> Show advanced</label>")
    walked(journey, "Show advanced")
    assert journey.tab.page.evaluate("a.checked") is True

def test_pressed_button_step_is_not_toggled_twice(on_page):
    journey = on_page("<button id=a aria-pressed=false onclick='this.ariaPressed = this.ariaPressed !== `true`'>Show advanced</button>")
    walked(journey, "Show advanced")
    assert journey.tab.page.evaluate("a.ariaPressed") == "true"

def test_one_scroll_never_skips_a_screen(on_page):
    journey = on_page("<div style='height:9000px'>Top</div>")
    scroll_on(journey)
    assert journey.tab.page.evaluate("scrollY") <= journey.tab.page.evaluate("innerHeight")

def test_flips_forever(on_page):
    sight = see(on_page(OFFROW + "<script>setInterval(() => t.checked = !t.checked, 300)</script>"))
    assert sight.settled is False

def test_slow_click_effect_not_repeated(on_page):
    journey = on_page("<button onclick='window.n=(window.n||0)+1; setTimeout(() => document.body.append(`Open`), 3000)'>More</button>")
    walked(journey, "More")
    assert journey.tab.page.evaluate("window.n") == 1
