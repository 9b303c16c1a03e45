using System.Diagnostics;
using System.Text.Json.Nodes;
using Orchestra.Api.Features.Reports;
using Orchestra.Contracts.Runs;

namespace Orchestra.Api.Tests.Reports;

/// <summary>A command that people paste into a shell: the shell itself says what it reads.</summary>
internal sealed class CurlCommandTests
{
    [TestCase("it's", "$(touch x) `id` \\ \"q\" ! ;\n&& ls", "https://a.example/x?y=[1]&z={2}'")]
    [TestCase("", "line\nline", "http://127.0.0.1:1/a b")]
    public async Task A_shell_reads_each_part_as_it_was_sent(string header, string body, string url)
    {
        var headers = new Dictionary<string, string> { ["x-test"] = header, ["authorization"] = "***" };
        var command = CurlCommand.Of(new HttpRequestRecord("POST", url, headers, JsonValue.Create(body)))!;

        var read = await ShellAsync(command);

        Assert.That(
            read,
            Is.EqualTo(
                (string[])
                    [
                        "-X",
                        "POST",
                        "-g",
                        url,
                        "-H",
                        header.Length == 0 ? "x-test;" : $"x-test: {header}",
                        "-H",
                        "authorization: ***",
                        "--data-raw",
                        body,
                    ]
            )
        );
    }

    [Test]
    public void A_get_is_short_and_json_is_written_as_json()
    {
        var get = new HttpRequestRecord("GET", "http://a.example/x", new Dictionary<string, string>(), null);

        Assert.That(CurlCommand.Of(get), Is.EqualTo("curl -g http://a.example/x"));
        Assert.That(
            CurlCommand.Of(
                get with
                {
                    Method = "PUT",
                    Body = new JsonObject { ["a"] = 1 },
                }
            ),
            Is.EqualTo("""curl -X PUT -g http://a.example/x --data-raw '{"a":1}'""")
        );
        Assert.That(CurlCommand.Of(get with { Body = new string('x', 20_000) }), Is.Null);
        Assert.That(CurlCommand.Of(null), Is.Null);
    }

    // A function in curl's place prints its arguments, each ended by NUL.
    private static async Task<string[]> ShellAsync(string command)
    {
        using var shell = Process.Start(
            new ProcessStartInfo("/bin/sh", ["-c", "curl() { printf '%s\\0' \"$@\"; }\n" + command]) { RedirectStandardOutput = true }
        )!;
        var output = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        return output.Split('\0')[..^1];
    }
}
