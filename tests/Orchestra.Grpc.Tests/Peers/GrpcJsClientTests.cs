using System.Text.Json;
using System.Text.Json.Nodes;
using Grpc.Core;
using Orchestra.Grpc.Tests.Fixtures;

namespace Orchestra.Grpc.Tests.Peers;

/// <summary>A client of @grpc/grpc-js against our server.</summary>
[TestFixture]
public sealed class GrpcJsClientTests
{
    private JsonNode _seen = null!;

    [OneTimeSetUp]
    public async Task Call()
    {
        await using var server = await EchoServer.StartAsync();
        await using var client = await GrpcJs.StartAsync("grpc-js-client.cjs", new Uri(server.Url).Authority);
        var line = await client.Output.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));
        _seen = JsonNode.Parse(line ?? throw new InvalidOperationException("the client ended early: what it wrote is above"))!;
    }

    [Test]
    public void It_reads_the_response() => Assert.That((string?)_seen["text"], Is.EqualTo("größer 🙂"));

    [Test]
    public void It_gets_large_messages_back() => Assert.That((int)_seen["size"]!, Is.EqualTo(3_000_000));

    [Test]
    public void It_is_told_that_a_message_is_too_large() => Assert.That(CodeAt("tooLarge"), Is.EqualTo(StatusCode.ResourceExhausted));

    [Test]
    public void It_reads_status_message_and_trailers()
    {
        var failure = _seen["failure"]!;

        Assert.That((StatusCode)(int)failure["code"]!, Is.EqualTo(StatusCode.NotFound));
        Assert.That((string?)failure["details"], Is.EqualTo("100 % größer"));
        Assert.That((string?)failure["reason"], Is.EqualTo("as asked"));
    }

    [Test]
    public void It_learns_nothing_of_an_exception()
    {
        Assert.That((StatusCode)(int)_seen["broken"]!["code"]!, Is.EqualTo(StatusCode.Unknown));
        Assert.That(_seen["broken"]!.ToJsonString(), Does.Not.Contain("secret"));
    }

    [Test]
    public void Its_deadline_ends_the_call() => Assert.That(CodeAt("deadline"), Is.EqualTo(StatusCode.DeadlineExceeded));

    [Test]
    public void Its_metadata_comes_back()
    {
        Assert.That((string?)_seen["header"], Is.EqualTo("a text"));
        Assert.That(_seen["trailer"].Deserialize<int[]>(), Is.EqualTo([0, 255, 1]));
    }

    [Test]
    public void Its_compressed_messages_are_read() => Assert.That((int)_seen["gzip"]!, Is.EqualTo(3000));

    [Test]
    public void It_reads_a_stream() =>
        Assert.That(_seen["download"]!.ToJsonString(), Is.EqualTo("""{"count":1000,"inOrder":true,"code":0}"""));

    [Test]
    public void It_cancels_a_stream() => Assert.That(CodeAt("cancelled"), Is.EqualTo(StatusCode.Cancelled));

    [Test]
    public void It_sends_a_stream()
    {
        Assert.That((int)_seen["upload"]!["count"]!, Is.EqualTo(100));
        Assert.That(((string)_seen["upload"]!["text"]!).Length, Is.EqualTo(200));
    }

    [Test]
    public void It_takes_turns() => Assert.That(_seen["chat"]!.ToJsonString(), Is.EqualTo("""{"count":50,"code":0}"""));

    [Test]
    public void It_is_told_what_is_not_there() => Assert.That(CodeAt("unknown"), Is.EqualTo(StatusCode.Unimplemented));

    [Test]
    public void It_calls_a_hundred_times_at_once() => Assert.That((bool)_seen["parallel"]!);

    private StatusCode CodeAt(string name) => (StatusCode)(int)_seen[name]!;
}
