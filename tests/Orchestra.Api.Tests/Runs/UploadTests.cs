using System.Diagnostics;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Orchestra.Api.Tests.Hosting;

namespace Orchestra.Api.Tests.Runs;

/// <summary>A process that comes as a file.</summary>
internal sealed class UploadTests : ApiFixture
{
    private const string Processes = "/api/v1/processes";

    [Test]
    public async Task A_process_comes_as_a_file_too()
    {
        var answer = await UploadAsync(Encoding.UTF8.GetBytes(Sources.Bpmn), "loan-file");

        Assert.That((answer.Status, answer.Json["key"]!.GetValue<string>()), Is.EqualTo((201, "loan-file")), answer.Text);
    }

    [TestCase("iso-8859-1")]
    [TestCase("utf-16")]
    [TestCase("utf-8")]
    public async Task A_file_is_read_in_the_encoding_that_it_declares(string name)
    {
        var source = $"<?xml version=\"1.0\" encoding=\"{name}\"?>\n{Sources.BpmnWith("name=\"Submit\"", "name=\"Antrag prüfen\"")}";
        var encoding = Encoding.GetEncoding(name);

        var created = await UploadAsync([.. encoding.GetPreamble(), .. encoding.GetBytes(source)], $"declared-{name}");
        var read = await Tenant.Api.GetAsync($"{Processes}/{created.Json["id"]}/versions/1/source");

        Assert.That(created.Status, Is.EqualTo(201), created.Text);
        Assert.That(read.Text, Is.EqualTo(source));
        Assert.That(read.ContentHeaders.ContentType!.CharSet, Is.EqualTo("utf-8"), "the header wins over what the source declares");
    }

    [TestCase("", "declare its encoding")]
    [TestCase("<?xml version=\"1.0\" encoding=\"klingon\"?>", "'klingon' is not known")]
    public async Task A_file_whose_letters_cannot_be_read_is_refused(string declaration, string says)
    {
        var source = declaration + Sources.BpmnWith("name=\"Submit\"", "name=\"prüfen\"");

        var answer = await UploadAsync(Encoding.Latin1.GetBytes(source), "unreadable");

        Assert.That((answer.Status, answer.Error), Is.EqualTo((400, "bad_request")), answer.Text);
        Assert.That(answer.Message, Does.Contain(says));
    }

    [Test]
    public async Task The_same_file_under_the_same_key_is_imported_once_whatever_the_boundary()
    {
        var content = Encoding.UTF8.GetBytes(Sources.Bpmn);
        var first = await UploadAsync(content, "once", "upload");
        var second = await UploadAsync(content, "once", "upload");
        var other = await UploadAsync([.. content, (byte)'\n'], "once", "upload");

        Assert.That((first.Status, second.Status, other.Status), Is.EqualTo((201, 201, 409)), other.Text);
        Assert.That(first.Json["created"]!.GetValue<bool>() && second.Json["created"]!.GetValue<bool>(), "the first answer, again");
        Assert.That(second.Headers.Contains("Idempotency-Replayed"));
    }

    [TestCase("")]
    [TestCase("null")]
    [TestCase("{\"key\": }")]
    [TestCase("{\"colour\": 1}")]
    public async Task Bad_json_is_refused_at_this_route_as_at_every_other(string body)
    {
        var answer = await Tenant.Api.SendAsync("POST", Processes, body);

        Assert.That((answer.Status, answer.Error), Is.EqualTo((400, "bad_request")), answer.Text);
        Assert.That(answer.Faults, Is.Not.Empty);
    }

    // SECURITY S13: nothing here is an archive, so nothing is unpacked, and no name of a file becomes one here.
    [Test]
    public async Task A_compressed_body_is_not_unpacked()
    {
        var plain = JsonSerializer.Serialize(
            new
            {
                key = "packed",
                sourceType = "BPMN",
                source = Sources.Bpmn,
            }
        );
        using var bomb = new ByteArrayContent(Packed(new string(' ', 64 << 20) + plain));
        bomb.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        bomb.Headers.ContentEncoding.Add("gzip");
        var watch = Stopwatch.StartNew();

        var answer = await Tenant.Api.SendAsync("POST", Processes, bomb);

        Assert.That(answer.Status, Is.EqualTo(400), answer.Text);
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(2)));
        Assert.That((await Tenant.Api.SendAsync("POST", Processes, plain)).Status, Is.EqualTo(201), "the same, not packed");
    }

    [Test]
    public async Task A_packed_file_is_no_process()
    {
        var answer = await UploadAsync(Packed(Sources.Bpmn), "packed-file");

        Assert.That((answer.Status, answer.Error), Is.EqualTo((400, "bad_request")), answer.Text);
        Assert.That((await UploadAsync(Encoding.UTF8.GetBytes(Sources.Bpmn), "unpacked-file")).Status, Is.EqualTo(201));
    }

    [TestCase("../../../evil", 201, "evil")]
    [TestCase("/etc/cron.d/evil2", 201, "evil2")]
    [TestCase("C:\\evil3", 201, "C:\\evil3")]
    [TestCase("long", 400, null)]
    public async Task The_name_of_a_file_is_a_key_and_no_path(string name, int status, string? key)
    {
        var answer = await UploadAsync(Encoding.UTF8.GetBytes(Sources.Bpmn), name == "long" ? new string('n', 5_000) : name);

        Assert.That(answer.Status, Is.EqualTo(status), answer.Text);
        Assert.That(answer.Json["key"]?.GetValue<string>(), Is.EqualTo(key));
    }

    private static byte[] Packed(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    private async Task<ApiAnswer> UploadAsync(byte[] content, string key, string? idempotencyKey = null)
    {
        using var file = new ByteArrayContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/xml");
        using var form = new MultipartFormDataContent { { file, "source", $"{key}.bpmn" } };
        return await Tenant.Api.SendAsync("POST", Processes, form, idempotencyKey is null ? [] : [("Idempotency-Key", idempotencyKey)]);
    }
}
