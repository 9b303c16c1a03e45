using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Orchestra.Cli.Tests.Fixtures;

namespace Orchestra.Cli.Tests.Offline;

/// <summary>Files that want to be unpacked, written elsewhere or run (SECURITY S13, S20).</summary>
[TestFixture]
public sealed class HostileFileTests
{
    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [TestCase("order.bpmn")]
    [TestCase("openapi.yaml")]
    [TestCase("order.zip")]
    public async Task An_archive_is_refused_unopened_and_nothing_of_it_is_written(string name)
    {
        var archive = _folder[$"in/{name}"];
        Directory.CreateDirectory(_folder["in"]);
        WriteArchive(archive);
        var watch = Stopwatch.StartNew();

        var run = await CliRun.OfAsync("inspect", "--json", archive);

        Assert.That(run.ExitCode, Is.EqualTo(3), run.Output);
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(2)));
        Assert.That(Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories), Is.EqualTo((string[])[archive]));
        Assert.That(
            (await CliRun.OfAsync("inspect", _folder.Write("plain.bpmn", Sources.Process))).ExitCode,
            Is.Zero,
            "the same, not packed"
        );
    }

    [Test]
    public async Task Names_that_look_like_paths_write_nothing_outside_the_folder()
    {
        var hostile = Sources
            .Process.Replace("id=\"P1\" name=\"Order\"", "id=\"../../P1\" name=\"../../../evil\"", StringComparison.Ordinal)
            .Replace("\"T1\"", "\"../../../../evil\"", StringComparison.Ordinal)
            .Replace("\"F3\"", "\"/tmp/evil\"", StringComparison.Ordinal)
            .Replace("Place order", "C:\\evil", StringComparison.Ordinal);
        var process = _folder.Write("a/b/c/order.bpmn", hostile);

        var run = await CliRun.OfAsync("generate", process, "--out", _folder["a/b/c/suite"]);

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        var written = Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories).Where(file => file != process).ToList();
        Assert.That(written, Has.Count.EqualTo(3), "the suite and its two scenarios");
        Assert.That(written, Has.All.StartsWith(_folder["a/b/c/suite"] + "/"));
        Assert.That(
            await File.ReadAllTextAsync(_folder["a/b/c/suite/suite.json"]),
            Does.Contain("../../../evil"),
            "the name itself is kept"
        );
    }

    [TestCase("javascript", "require('fs').writeFileSync('FILE', 'x')")]
    [TestCase("groovy", "new File('FILE').text = 'x'")]
    [TestCase("feel", "= for (;;) {}")]
    public async Task A_script_task_is_one_task_and_its_script_is_never_run(string format, string script)
    {
        var file = _folder["ran"];
        var process = _folder.Write(
            "script.bpmn",
            Sources
                .Process.Replace(
                    "<serviceTask id=\"T2\" name=\"Get order\" />",
                    $"<scriptTask id=\"T2\" scriptFormat=\"{format}\"><script><![CDATA[{script.Replace("FILE", file, StringComparison.Ordinal)}]]></script></scriptTask>",
                    StringComparison.Ordinal
                )
                .Replace(">look<", $"><![CDATA[${{{script.Replace("FILE", file, StringComparison.Ordinal)}}}]]><", StringComparison.Ordinal)
        );

        var run = await CliRun.OfAsync("generate", process, "--json");

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(File.Exists(file), Is.False);
        var paths = run.Json.GetProperty("scenarios").EnumerateArray().Select(scenario => scenario.GetProperty("path").GetRawText());
        Assert.That(paths, Has.Some.Contain("\"T2\""), "a path leads through it");
    }

    // A little file of many zeros, and one that wants to lie elsewhere.
    private static void WriteArchive(string path)
    {
        using var archive = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        using (var zeros = archive.CreateEntry("order.bpmn").Open())
        {
            var block = new byte[1 << 20];
            for (var i = 0; i < 64; i++)
            {
                zeros.Write(block);
            }
        }

        using var outside = archive.CreateEntry("../../../outside.bpmn").Open();
        outside.Write(Encoding.UTF8.GetBytes(Sources.Process));
    }
}
