using Grpc.Core;
using Orchestra.Grpc.Tests.Fixtures;
using Orchestra.Grpc.Tests.Protos;

namespace Orchestra.Grpc.Tests;

[TestFixture]
[CancelAfter(60_000)]
public sealed class MetadataTests
{
    private EchoServer _server = null!;
    private Echo.EchoClient _client = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _server = await EchoServer.StartAsync();
        _client = _server.Client();
    }

    [OneTimeTearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [Test]
    public async Task A_text_comes_back_as_a_header()
    {
        using var call = _client.UnaryAsync(new EchoRequest(), new Metadata { { "X-Echo", "a text, with: signs" } });

        Assert.That((await call.ResponseHeadersAsync).GetValue("x-echo-header"), Is.EqualTo("a text, with: signs"));
        await call;
    }

    [TestCase(new byte[] { 0 })]
    [TestCase(new byte[] { 0xfb, 0xff })]
    [TestCase(new byte[] { 1, 2, 3, 0xff, 0, 10, 13 })]
    public async Task Bytes_come_back_as_a_trailer(byte[] bytes)
    {
        using var call = _client.UnaryAsync(new EchoRequest(), new Metadata { { "x-echo-bin", bytes } });
        await call;

        Assert.That(call.GetTrailers().GetValueBytes("x-echo-trailer-bin"), Is.EqualTo(bytes));
    }

    [Test]
    public async Task A_server_knows_its_caller()
    {
        using var call = _client.UnaryAsync(new EchoRequest());
        await call;

        Assert.That(call.GetTrailers().GetValue("x-peer"), Does.Match(@"^ipv4:127\.0\.0\.1:\d+$"));
        Assert.That(call.GetTrailers().GetValue("x-has-deadline"), Is.EqualTo("False"));
    }

    [Test]
    public async Task The_protocols_own_headers_are_no_metadata()
    {
        using var call = _client.UnaryAsync(new EchoRequest());
        await call;
        var names = (await call.ResponseHeadersAsync).Concat(call.GetTrailers()).Select(entry => entry.Key);

        Assert.That(names, Has.None.AnyOf("grpc-status", "grpc-message", "grpc-encoding", "grpc-accept-encoding", "content-type"));
    }

    [Test]
    public void Names_are_in_lower_case_and_checked()
    {
        Assert.That(new Metadata.Entry("X-Name", "").Key, Is.EqualTo("x-name"));
        Assert.That(() => new Metadata.Entry("a name", ""), Throws.ArgumentException);
        Assert.That(() => new Metadata.Entry("text-bin", "a text"), Throws.ArgumentException);
        Assert.That(() => new Metadata.Entry("bytes", [1]), Throws.ArgumentException);
    }

    [Test]
    public void A_name_may_repeat()
    {
        var metadata = new Metadata
        {
            { "a", "1" },
            { "b", "2" },
            { "a", "3" },
        };

        Assert.That(metadata.GetAll("a").Select(entry => entry.Value), Is.EqualTo(["1", "3"]));
        Assert.That(metadata.GetValue("a"), Is.EqualTo("3"));
        Assert.That(metadata.GetValue("c"), Is.Null);
    }

    [Test]
    public void The_empty_metadata_cannot_be_changed() => Assert.That(() => Metadata.Empty.Add("a", "b"), Throws.InvalidOperationException);
}
