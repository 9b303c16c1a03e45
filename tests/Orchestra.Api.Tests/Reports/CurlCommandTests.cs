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

    [Test]
    public async Task A_form_is_written_member_by_member_and_curl_encodes_it()
    {
        var form = new JsonObject { ["a b"] = "x&y", ["c"] = new JsonArray("1", "2") };

        Assert.That(
            (await ShellAsync(CurlCommand.Of(Post("application/x-www-form-urlencoded", form))!))[6..],
            Is.EqualTo((string[])["--data-urlencode", "a%20b=x&y", "--data-urlencode", "c=1", "--data-urlencode", "c=2"])
        );
    }

    [Test]
    public async Task Parts_have_their_names_types_and_files_and_a_boundary_of_curls_own()
    {
        var parts = new JsonObject
        {
            ["note"] = "@not; a file",
            ["meta"] = new JsonObject
            {
                ["contentType"] = "application/json",
                ["value"] = new JsonObject { ["n"] = 1 },
            },
            ["scan"] = new JsonObject
            {
                ["fileName"] = "a \"b\".pdf",
                ["contentType"] = "application/pdf",
                ["base64"] = "AAH/",
            },
        };

        var read = await ShellAsync(CurlCommand.Of(Post("multipart/form-data; boundary=x", parts))!, "base64");

        Assert.That(
            read,
            Is.EqualTo(
                (string[])
                    [
                        "-X",
                        "POST",
                        "-g",
                        "http://a.example/x",
                        "--form-string",
                        "note=@not; a file",
                        "-F",
                        """meta="{\"n\":1}";type=application/json""",
                        "-F",
                        """scan=@-;filename="a \"b\".pdf";type=application/pdf""",
                        "AAH/\n",
                    ]
            )
        );
    }

    [Test]
    public async Task Bytes_come_through_a_pipe()
    {
        var read = await ShellAsync(CurlCommand.Of(Post("application/pdf", new JsonObject { ["base64"] = "AAH/" }))!, "base64");

        Assert.That(read[^3..], Is.EqualTo((string[])["--data-binary", "@-", "AAH/\n"]));
    }

    private static HttpRequestRecord Post(string contentType, JsonNode body) =>
        new("POST", "http://a.example/x", new Dictionary<string, string> { ["Content-Type"] = contentType }, body);

    // A function in curl's place prints its arguments, each ended by NUL, and what comes through the pipe as another program shows it.
    private static async Task<string[]> ShellAsync(string command, string input = "")
    {
        using var shell = Process.Start(
            new ProcessStartInfo("/bin/sh", ["-c", $"curl() {{ printf '%s\\0' \"$@\"; {input}\n}}\n" + command])
            {
                RedirectStandardOutput = true,
            }
        )!;
        var output = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        var parts = output.Split('\0');
        return input.Length == 0 ? parts[..^1] : parts;
    }
}
