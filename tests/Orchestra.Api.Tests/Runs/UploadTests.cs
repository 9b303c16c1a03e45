using System.Net.Http.Headers;
using System.Text;
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

    private async Task<ApiAnswer> UploadAsync(byte[] content, string key, string? idempotencyKey = null)
    {
        using var file = new ByteArrayContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/xml");
        using var form = new MultipartFormDataContent { { file, "source", $"{key}.bpmn" } };
        return await Tenant.Api.SendAsync("POST", Processes, form, idempotencyKey is null ? [] : [("Idempotency-Key", idempotencyKey)]);
    }
}
