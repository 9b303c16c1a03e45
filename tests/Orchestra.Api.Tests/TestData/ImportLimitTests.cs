using System.Diagnostics;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using Orchestra.Api.Tests.Hosting;

namespace Orchestra.Api.Tests.TestData;

/// <summary>
/// What an import may not bring (S13): bombs, archives, and files beyond each limit. Every refusal has its control: the same content, packed or
/// sized as it should be, is taken.
/// </summary>
internal sealed class ImportLimitTests : ApiFixture
{
    private const string Preview = "/api/v1/datasets/import?preview=true";

    private static readonly byte[] Csv = Encoding.UTF8.GetBytes("a,b\n1,2\n");

    [TestCase("gzip")]
    [TestCase("br")]
    [TestCase("deflate")]
    [TestCase("gzip, gzip")]
    public async Task A_packed_body_is_refused_and_never_unpacked(string encoding)
    {
        using var content = Bytes(await BombAsync(64 << 20), "text/csv");
        content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var watch = Stopwatch.StartNew();

        var answer = await Tenant.Api.SendAsync("POST", Preview, content);

        Assert.That((answer.Status, answer.Error), Is.EqualTo((415, "unsupported_media_type")), answer.Text);
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(1)));
        Assert.That(GC.GetTotalAllocatedBytes(precise: true) - before, Is.LessThan(32L << 20), "64 MiB of zeros were not unpacked");
    }

    [Test]
    public async Task The_same_content_unpacked_is_taken()
    {
        using var plain = Bytes(Csv, "text/csv");
        using var identity = Bytes(Csv, "text/csv");
        identity.Headers.TryAddWithoutValidation("Content-Encoding", "identity");

        Assert.That((await Tenant.Api.SendAsync("POST", Preview, plain)).Status, Is.EqualTo(200));
        Assert.That((await Tenant.Api.SendAsync("POST", Preview, identity)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Archives_are_no_files_to_import()
    {
        using var packed = new MemoryStream();
        await using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            await using var entry = await zip.CreateEntry("../../people.csv").OpenAsync();
            await entry.WriteAsync(Csv);
        }

        foreach (var (bytes, says) in ((byte[], string)[])[(packed.ToArray(), "zip archive"), (await BombAsync(1 << 20), "gzip file")])
        {
            using var body = Bytes(bytes, "text/csv");
            using var form = new MultipartFormDataContent { { Bytes(bytes, "text/csv"), "file", "people.csv" } };
            foreach (var content in (HttpContent[])[body, form])
            {
                var answer = await Tenant.Api.SendAsync("POST", Preview, content);

                Assert.That((answer.Status, answer.Faults.Single().Path), Is.EqualTo((400, "file")), answer.Text);
                Assert.That(answer.Message, Does.Contain(says));
            }
        }
    }

    [Test]
    public async Task Bytes_that_are_no_UTF_8_are_told_by_their_line()
    {
        using var content = Bytes([.. Encoding.UTF8.GetBytes("a\nb\n"), 0xe9, (byte)'\n'], "text/csv");

        var answer = await Tenant.Api.SendAsync("POST", Preview, content);

        Assert.That((answer.Status, answer.Message), Is.EqualTo((400, "line 3 is not UTF-8: save the file as UTF-8")));
    }

    [TestCase(5 << 20, 200)]
    [TestCase((5 << 20) + 1, 413)]
    public async Task A_file_has_at_most_5_MiB(int size, int status)
    {
        // Long cells over few rows: only the size is near its limit.
        var line = "1," + new string('x', 30_000) + "\n";
        var text = new StringBuilder("a,b\n");
        while (text.Length + line.Length <= size)
        {
            text.Append(line);
        }

        text.Append('\n', size - text.Length);
        using var content = Bytes(Encoding.UTF8.GetBytes(text.ToString()), "text/csv");

        var answer = await Tenant.Api.SendAsync("POST", Preview, content);

        Assert.That(answer.Status, Is.EqualTo(status), answer.Text[..Math.Min(500, answer.Text.Length)]);
    }

    [TestCase(1000, 0)]
    [TestCase(1001, 1)]
    public async Task A_file_has_at_most_1000_rows(int rows, int faults)
    {
        foreach (
            var text in (string[])
                [
                    "a\n" + string.Concat(Enumerable.Repeat("1\n", rows)),
                    string.Concat(Enumerable.Repeat("{\"a\":1}\n", rows)),
                    $"[{string.Join(',', Enumerable.Repeat("{}", rows))}]",
                ]
        )
        {
            Assert.That(await FaultsOfAsync(text), Is.EqualTo(faults), text[..20]);
        }
    }

    [TestCase(200, 0)]
    [TestCase(201, 1)]
    public async Task A_row_has_at_most_200_columns(int columns, int faults)
    {
        var names = Enumerable.Range(0, columns).Select(i => $"c{i}").ToList();

        Assert.That(await FaultsOfAsync(string.Join(',', names) + "\n" + string.Join(',', names) + "\n"), Is.EqualTo(faults));
        Assert.That(await FaultsOfAsync($"[{{{string.Join(',', names.Select(name => $"\"{name}\":1"))}}}]"), Is.EqualTo(faults));
    }

    [Test]
    public async Task A_line_of_nothing_but_delimiters_is_one_fault()
    {
        var commas = new string(',', 4 << 20);

        Assert.That(await FaultsOfAsync($"{commas}\n1\n"), Is.EqualTo(1));
        Assert.That(await FaultsOfAsync($"a,b\n{commas}\n"), Is.EqualTo(1));
    }

    [TestCase(32 << 10, 0)]
    [TestCase((32 << 10) + 1, 1)]
    public async Task A_cell_has_at_most_32_KiB(int length, int faults) =>
        Assert.That(await FaultsOfAsync($"a,b\n1,{new string('x', length)}\n"), Is.EqualTo(faults));

    [Test]
    public async Task A_row_is_no_larger_than_a_data_set()
    {
        var cells = string.Join(',', Enumerable.Repeat(new string('x', 30_000), 10));

        Assert.That(await FaultsOfAsync($"a,b,c,d,e,f,g,h,i,j\n{cells}\n"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_thousand_faults_are_counted_and_a_hundred_listed()
    {
        using var content = Bytes(Encoding.UTF8.GetBytes("a,b\n" + string.Concat(Enumerable.Repeat("1\n", 1000))), "text/csv");

        var answer = await Tenant.Api.SendAsync("POST", "/api/v1/datasets/import", content);

        Assert.That((answer.Status, answer.Faults.Count), Is.EqualTo((400, 100)));
        Assert.That(answer.Message, Does.Contain("1000 fault(s)"));
    }

    [TestCase("[", "]")]
    [TestCase("{\"a\":", "}")]
    public async Task Nesting_has_an_end(string open, string close)
    {
        var deep = string.Concat(Enumerable.Repeat(open, 100_000)) + "1" + string.Concat(Enumerable.Repeat(close, 100_000));

        Assert.That(await FaultsOfAsync($"[{{\"x\":{deep}}}]"), Is.EqualTo(1));
        Assert.That(await FaultsOfAsync(string.Join('.', Enumerable.Repeat("a", 65)) + ",b\n1,2\n"), Is.EqualTo(1));
    }

    private static ByteArrayContent Bytes(byte[] bytes, string type)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return content;
    }

    private static async Task<byte[]> BombAsync(int size)
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var zeros = new byte[1 << 16];
            for (var written = 0; written < size; written += zeros.Length)
            {
                await gzip.WriteAsync(zeros);
            }
        }

        return packed.ToArray();
    }

    private async Task<int> FaultsOfAsync(string text)
    {
        using var content = Bytes(Encoding.UTF8.GetBytes(text), "text/plain");
        var answer = await Tenant.Api.SendAsync("POST", Preview, content);
        Assert.That(answer.Status, Is.EqualTo(200), answer.Text[..Math.Min(500, answer.Text.Length)]);
        return (int)answer.Json["faultCount"]!;
    }
}
