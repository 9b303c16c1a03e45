using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Orchestra.Api.Features.Reports.Html;
using Orchestra.Contracts.Runs;

namespace Orchestra.Api.Tests.Reports;

public sealed class HtmlReportTests
{
    [Test]
    public void The_policy_allows_the_one_style_sheet_by_its_hash_and_nothing_else()
    {
        var page = HtmlPage.Of(ReportExamples.Everything());
        var style = page.Descendants("style").Single().Value;
        var policy = (string)page.Descendants("meta").Single(meta => meta.Attribute("http-equiv") is not null).Attribute("content")!;
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));

        Assert.That(policy, Is.EqualTo($"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'"));
        Assert.That(page.Descendants().Attributes("style"), Is.Empty, "the policy would drop them");
        Assert.That(style, Does.Not.Contain("url(").And.Not.Contain("@import").And.Not.Contain("\r"));
    }

    [Test]
    public void Nothing_is_loaded_and_links_stay_in_the_page()
    {
        var page = HtmlPage.Of(ReportExamples.Everything());
        var ids = page.Descendants().Attributes("id").Select(id => id.Value).ToList();
        var links = page.Descendants().Attributes().Where(one => one.Name.LocalName is "href" or "src" or "action" or "data").ToList();

        Assert.Multiple(() =>
        {
            Assert.That(ids, Is.Unique);
            Assert.That(links, Is.Not.Empty);
            Assert.That(links.Select(link => link.Value), Is.All.StartsWith("#"));
            Assert.That(links.Select(link => link.Value[1..]).Distinct(), Is.SubsetOf(ids));
            Assert.That(
                page.Descendants().Select(one => one.Name.LocalName),
                Has.None.AnyOf("script", "img", "link", "iframe", "form", "object", "base")
            );
        });
    }

    [Test]
    public void Hostile_text_is_shown_as_text_wherever_it_comes_from()
    {
        const string Hostile =
            "</style></pre><script>alert(1)</script><a href=\"javascript:alert(1)\" onclick='x'>&amp;\u001b[31m\u0000\u202egnp\u200b\u00a0\ud800";
        const string Shown =
            "</style></pre><script>alert(1)</script><a href=\"javascript:alert(1)\" onclick='x'>&amp;␛[31m␀⟨U+202E⟩gnp⟨U+200B⟩⟨U+00A0⟩⟨U+D800⟩";
        var headers = new Dictionary<string, string> { [Hostile] = Hostile };
        var violation = new Violation(ViolationType.HttpError, Hostile, Hostile, Hostile, Hostile, new JsonObject { ["where"] = Hostile });
        var step = ReportExamples.Step(StepStatus.Failed, Hostile) with
        {
            Name = Hostile,
            Endpoint = Hostile,
            Payload = new StepPayload
            {
                Request = new HttpRequestRecord(Hostile, Hostile, headers, Hostile),
                Response = new HttpResponseRecord(200, headers, Hostile),
                Violations = [violation],
                Reason = Hostile,
            },
        };
        var run = ReportExamples.Run(RunStatus.Failed, Hostile, step) with
        {
            ScenarioKey = Hostile,
            CorrelationId = Hostile,
            Path = new([Hostile], [], [Hostile], []),
        };
        var report = ReportExamples.Everything() with { SuiteName = Hostile, Environment = Hostile, Runs = [run] };
        report = report with
        {
            Coverage = report.Coverage! with { Infeasible = [new(Hostile, Hostile)], Nodes = new(1, 0, [Hostile]) },
            Unbound = [new(Hostile, Hostile, new(Hostile, 0.1))],
        };

        var page = HtmlPage.Of(report);

        var clean = HtmlPage.Of(ReportExamples.Everything());
        Assert.Multiple(() =>
        {
            Assert.That(page.Descendants("h1").Single().Value, Is.EqualTo(Shown));
            Assert.That(page.Descendants("pre").Select(pre => pre.Value), Has.Some.EqualTo(Shown), "a body that is no JSON");
            Assert.That(page.ById("coverage").Value.Split(Shown), Has.Length.GreaterThanOrEqualTo(7));
            Assert.That(page.Descendants().Select(one => one.Name).Distinct(), Is.SubsetOf(clean.Descendants().Select(one => one.Name)));
            Assert.That(
                page.Descendants().Attributes().Select(one => one.Name).Distinct(),
                Is.SubsetOf(clean.Descendants().Attributes().Select(one => one.Name))
            );
            Assert.That(page.Descendants("a").Attributes("href").Select(href => href.Value), Is.All.StartsWith("#"));
        });
    }

    [Test]
    public void The_page_leads_with_what_broke_expected_beside_actual()
    {
        var page = HtmlPage.Of(ReportExamples.Everything());
        var sections = page.Descendants("section").Select(one => (string)one.Attribute("id")!);
        var first = page.ById("problems").ByClass("card").First();

        Assert.Multiple(() =>
        {
            Assert.That(sections, Is.EqualTo((string[])["problems", "overview", "coverage", "scenarios"]));
            Assert.That(
                first.Text(),
                Does.StartWith(
                    "Failed Step score POST /applications/{id}/score Step 2 of 3, score , in scenario score is high; amount is small"
                )
            );
            Assert.That(first.ByClass("expected").Select(one => one.Element("pre")!.Value).First(), Is.EqualTo("201"));
            Assert.That(first.ByClass("actual").Select(one => one.Element("pre")!.Value).First(), Is.EqualTo("500"));
            Assert.That(first.ByClass("violation").Count(), Is.EqualTo(2));
            Assert.That(
                page.ById("problems").ByClass("card").Count(),
                Is.EqualTo(5),
                "failed, broken, unknown; stuck and cancelled as runs"
            );
        });
    }

    [Test]
    public void Numbers_are_those_of_the_report()
    {
        var report = ReportExamples.Everything();
        var page = HtmlPage.Of(report);
        var totals = page.Descendants("header").Single().ByClass("totals").Select(one => one.Text()).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(totals[0], Is.EqualTo("1 in progress 1 passed 1 failed 1 broken 1 stuck 1 cancelled 1 skipped"));
            Assert.That(totals[1], Is.EqualTo("2 pending 1 running 5 passed 1 failed 1 flaky 2 skipped 1 broken 1 unknown"));
            Assert.That(page.ById("scenarios").ByClass("scenario").Count(), Is.EqualTo(report.Runs.Count));
            Assert.That(page.ById("overview").Descendants("tbody").Single().Elements("tr").Count(), Is.EqualTo(report.Runs.Count));
            Assert.That(
                page.ById("scenarios").ByClass("steps").Elements("tbody").Count(),
                Is.EqualTo(report.Runs.Sum(run => run.Steps.Count))
            );
            Assert.That(page.Descendants("header").Single().Text(), Does.Contain("Duration 4.20 s").And.Contain("2026-01-31 12:00:00 UTC"));
        });
    }

    [Test]
    public void Coverage_names_what_is_missing_and_why()
    {
        var text = HtmlPage.Of(ReportExamples.Everything()).ById("coverage").Text();

        Assert.Multiple(() =>
        {
            Assert.That(text, Does.Contain("Nodes reached 20 /21 95.2% Missing: Task_manual"));
            Assert.That(text, Does.Contain("Edges taken 24 /26 92.3% Missing: Flow_manual Flow_back"));
            Assert.That(text, Does.Contain("Decisions outcomes seen 6 /6 100% none missing"));
            Assert.That(text, Does.Contain("No suite that covers the same can be smaller than 6."));
            Assert.That(text, Does.Contain("Flow_never its condition contradicts the one before it"));
            Assert.That(text, Does.Contain("Task_manual Check by hand best candidate: GET /checks (0.41)"));
        });
    }

    [Test]
    public void The_planned_path_shows_what_became_of_each_flow()
    {
        var text = HtmlPage.Of(ReportExamples.Everything()).ById("s1").Text();

        Assert.That(text, Does.Contain("5 flows planned: 1 observed, 1 broken, 2 unobserved, 1 not reached"));
        Assert.That(
            text,
            Does.Contain("Flow_start unobserved Flow_high observed Flow_small broken Flow_join unobserved Flow_end not reached")
        );
    }

    [Test]
    public void Each_visit_of_a_decision_says_how_it_went()
    {
        var text = HtmlPage.Of(ReportExamples.Everything()).ById("s1").Text();

        Assert.That(text, Does.Contain("Gateway_score : Flow_high as planned"));
        Assert.That(text, Does.Contain("Gateway_score (visit 2): Flow_small otherwise than planned"));
        Assert.That(text, Does.Contain("Gateway_join : Flow_join unobserved"));
    }

    [Test]
    public void Only_what_passed_is_folded()
    {
        var page = HtmlPage.Of(ReportExamples.Everything());
        var open = page.ByClass("scenario").Where(one => one.Attribute("open") is not null).Select(one => (string)one.Attribute("id")!);

        Assert.That(open, Is.EqualTo((string[])["s1", "s3", "s4", "s5", "s7"]));
        Assert.That(
            page.ById("s1").ByClass("exchange").Select(one => one.Attribute("open") is not null),
            Is.EqualTo((bool[])[false, true])
        );
    }

    [Test]
    public void Bars_are_to_scale()
    {
        var bar = HtmlPage.Of(ReportExamples.Everything()).ById("s1-2").ByClass("bar").Single().Element("rect")!;

        // 310 ms and 720 ms of 1500 ms.
        Assert.That((string?)bar.Attribute("x"), Is.EqualTo("20.67%"));
        Assert.That((string?)bar.Attribute("width"), Is.EqualTo("48%"));
    }

    [Test]
    public void A_step_says_how_often_it_was_tried_sent_and_looked_at()
    {
        var page = HtmlPage.Of(ReportExamples.Everything());

        Assert.Multiple(() =>
        {
            Assert.That(page.ById("s2-2").Text(), Does.Contain("Sent 2 times").And.Contain("3 attempts; the last one is shown."));
            Assert.That(page.ById("s2-1").Text(), Does.Not.Contain("Sent"));
            Assert.That(page.ById("s2-3").Text(), Does.Contain("assertion").And.Contain("402 ms 4 polls"));
            Assert.That(page.ById("s2").Text(), Does.Contain("the run was taken over 1 time"));
        });
    }

    [Test]
    public void Requests_and_responses_are_there_as_recorded()
    {
        var step = HtmlPage.Of(ReportExamples.Everything()).ById("s1-2");

        Assert.Multiple(() =>
        {
            Assert.That(
                step.Text(),
                Does.Contain("POST http://bank.test/applications?channel=web Authorization *** Content-Type application/json")
            );
            Assert.That(
                step.Descendants("pre").Select(pre => pre.Value),
                Has.Some.EqualTo("{\n  \"error\": \"scoring is down\",\n  \"score\": \"high\"\n}")
            );
            Assert.That(step.Text(), Does.Contain("500 Internal Server Error").And.Contain("The body was longer than the step's limit"));
        });
    }

    [Test]
    public void Long_bodies_are_cut_between_characters_and_say_by_how_much()
    {
        // The limit falls into the middle of a surrogate pair.
        var body = new string('x', Excerpt.LongestBody - 1) + "😀" + new string('y', 100);
        var step = ReportExamples.Step(StepStatus.Failed, "a") with
        {
            Payload = new StepPayload { Response = new HttpResponseRecord(200, new Dictionary<string, string>(), body) },
        };
        var page = HtmlPage.Of(ReportExamples.Suite(SuiteRunStatus.Failed, ReportExamples.Run(RunStatus.Failed, "a", step)));

        Assert.That(page.ById("s1-1").Text(), Does.Contain("Cut here: 15,999 of 16,101 characters shown, 102 left out."));
        Assert.That(page.Descendants("pre").Single().Value, Is.EqualTo(new string('x', Excerpt.LongestBody - 1)));
    }

    [Test]
    public void Every_state_has_an_icon_and_a_word()
    {
        var badges = HtmlPage.Of(ReportExamples.Everything()).ByClass("badge").ToList();

        Assert.That(badges.Select(badge => badge.Descendants("use").Count()), Is.All.EqualTo(1));
        Assert.That(badges.Select(badge => badge.Value.Trim()), Is.All.Not.Empty);
    }

    [TestCase(SuiteRunStatus.Passed, "nothing was tested")]
    [TestCase(SuiteRunStatus.Pending, "It has not ended")]
    [TestCase(SuiteRunStatus.Cancelled, "Somebody stopped it")]
    public void A_suite_without_runs_and_coverage_is_still_a_page(SuiteRunStatus status, string words)
    {
        var page = HtmlPage.Of(ReportExamples.Suite(status));

        Assert.That(page.Descendants("header").Single().Text(), Does.Contain(words));
    }
}
