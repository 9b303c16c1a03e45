using Orchestra.Cli.Tests.Fixtures;

namespace Orchestra.Cli.Tests.Offline;

[TestFixture]
public sealed class CoverTests
{
    private const string Model = "A: a1, a2\nB: b1, b2\nC: c1, c2\nIF [A] = \"a1\" THEN [B] <> \"b2\";\n";

    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public async Task The_document_has_the_rows_and_what_they_cover()
    {
        var run = await CliRun.OfAsync("cover", _folder.Write("model.txt", Model), "--json");

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Json.GetProperty("parameters").GetRawText(), Is.EqualTo("""["A","B","C"]"""));
        Assert.That(run.Json.GetProperty("strength").GetInt32(), Is.EqualTo(2));
        Assert.That(run.Json.GetProperty("tuples").GetRawText(), Is.EqualTo("""{"total":12,"covered":11,"infeasible":1}"""));
        Assert.That(run.Json.GetProperty("lowerBound").GetInt32(), Is.EqualTo(4));
        Assert.That(run.Json.GetProperty("elapsedMs").GetInt64(), Is.Not.Negative);
        var rows = run
            .Json.GetProperty("rows")
            .EnumerateArray()
            .Select(row => row.EnumerateArray().Select(cell => cell.GetString()).ToList())
            .ToList();
        Assert.That(rows, Has.All.Count.EqualTo(3));
        Assert.That(rows.Any(row => row[0] == "a1" && row[1] == "b2"), Is.False);
    }

    [Test]
    public async Task People_get_lines_that_can_be_given_back_as_seed_rows()
    {
        var model = _folder.Write("model.txt", Model);
        var first = await CliRun.OfAsync("cover", model);
        var again = await CliRun.OfAsync("cover", model, "--seed-rows", _folder.Write("rows.txt", first.Output), "--seed", "9");

        Assert.That(first.Lines[0], Is.EqualTo("A\tB\tC"));
        Assert.That(first.Error, Does.Contain("11 tuples of 2 covered, 1 infeasible"));
        Assert.That(again.Output, Is.EqualTo(first.Output));
    }

    [Test]
    public async Task Seed_rows_that_do_not_fit_are_left_out_with_a_warning()
    {
        var rows = _folder.Write("rows.csv", "B,D,A\nb1,x,a1\nb2,y,a1\nb9,z,a2\n");

        var run = await CliRun.OfAsync("cover", _folder.Write("model.txt", Model), "--seed-rows", rows);

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Lines[1], Does.StartWith("a1\tb1\t"));
        Assert.That(run.Lines[2], Does.StartWith("a2\t"));
        Assert.That(run.Error, Does.Contain("the model has no parameter 'D'"));
        Assert.That(run.Error, Does.Contain("rows.csv:3: the row breaks a constraint"));
        Assert.That(run.Error, Does.Contain("'B' has no value 'b9'"));
    }

    [Test]
    public async Task A_bad_model_ends_with_3_and_every_fault_with_its_line()
    {
        var run = await CliRun.OfAsync("cover", _folder.Write("model.txt", "A: 1 | 2\nB: ~1, 2\n[C] = 1;\n"));

        Assert.That(run.ExitCode, Is.EqualTo(3));
        Assert.That(
            run.Error,
            Does.Contain("has 3 fault(s)").And.Contain("line 1: column 4").And.Contain("line 2: ").And.Contain("line 3: ")
        );
    }

    [Test]
    public async Task Constraints_that_contradict_each_other_end_with_3_and_their_lines()
    {
        var run = await CliRun.OfAsync("cover", _folder.Write("model.txt", Model + "[C] = \"c1\";\n[C] = \"c2\";\n"));

        Assert.That(run.ExitCode, Is.EqualTo(3));
        Assert.That(run.Error, Does.Contain("2 of them contradict each other").And.Contain("line 5: ").And.Contain("line 6: "));
    }

    [TestCase("--strength", "1")]
    [TestCase("--strength", "4")]
    [TestCase("--strength", "7")]
    [TestCase("--time", "-1")]
    public async Task An_option_that_does_not_fit_ends_with_2(string option, string value)
    {
        var run = await CliRun.OfAsync("cover", _folder.Write("model.txt", Model), option, value);

        Assert.That(run.ExitCode, Is.EqualTo(2), run.Error);
    }

    [Test]
    public async Task The_same_seed_gives_the_same_bytes()
    {
        var model = _folder.Write("model.txt", "A: 1, 2, 3, 4\nB: 1, 2, 3\nC: 1, 2, 3\nD: 1, 2, 3\nE: 1, 2\n");

        var first = await CliRun.OfAsync("cover", model, "--seed", "5");
        var again = await CliRun.OfAsync("cover", model, "--seed", "5");

        Assert.That(again.Output, Is.EqualTo(first.Output));
    }
}
