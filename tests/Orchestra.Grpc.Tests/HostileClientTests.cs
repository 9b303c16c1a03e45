using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Orchestra.Grpc.Tests.Fixtures;
using Orchestra.Grpc.Tests.Protos;

namespace Orchestra.Grpc.Tests;

/// <summary>Whatever a client sends, it gets an answer that gRPC or HTTP knows, and the server goes on.</summary>
[TestFixture]
[CancelAfter(60_000)]
public sealed class HostileClientTests
{
    private static readonly byte[] Request = Frames.Of(new EchoRequest { Text = "request" }.ToByteArray());

    private EchoServer _server = null!;
    private HttpClient _http = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _server = await EchoServer.StartAsync();
        _http = new HttpClient
        {
            BaseAddress = new Uri(_server.Url),
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Test]
    public async Task A_good_request_is_answered()
    {
        var (status, trailers) = await PostAsync(Request);

        Assert.That((status, trailers), Is.EqualTo((HttpStatusCode.OK, StatusCode.OK)));
    }

    [Test]
    public async Task Another_content_type_is_415() =>
        Assert.That((await PostAsync(Request, contentType: "application/json")).Http, Is.EqualTo(HttpStatusCode.UnsupportedMediaType));

    [Test]
    [OwnBehaviour("404, by a route of its own for unknown methods")]
    public async Task GET_is_no_call() =>
        Assert.That(
            (await _http.GetAsync(new Uri("/orchestra.tests.Echo/Unary", UriKind.Relative))).StatusCode,
            Is.EqualTo(HttpStatusCode.MethodNotAllowed)
        );

    [Test]
    public async Task HTTP_1_is_told_to_upgrade()
    {
        await using var server = await EchoServer.StartAsync(protocols: HttpProtocols.Http1);
        using var http = new HttpClient { BaseAddress = new Uri(server.Url) };
        using var content = Content(Request, "application/grpc", null);

        var response = await http.PostAsync(new Uri("/orchestra.tests.Echo/Unary", UriKind.Relative), content);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.UpgradeRequired));
    }

    [Test]
    public async Task No_message_is_INTERNAL() => Assert.That((await PostAsync([])).Status, Is.EqualTo(StatusCode.Internal));

    [Test]
    public async Task A_message_that_is_cut_off_is_INTERNAL() =>
        Assert.That((await PostAsync(Frames.Of([1, 2], length: 100))).Status, Is.EqualTo(StatusCode.Internal));

    [Test]
    public async Task Two_messages_where_one_is_expected_are_INTERNAL() =>
        Assert.That((await PostAsync([.. Request, .. Request])).Status, Is.EqualTo(StatusCode.Internal));

    [Test]
    public async Task A_prefix_above_the_limit_is_RESOURCE_EXHAUSTED() =>
        Assert.That((await PostAsync(Frames.Of([], length: 2_000_000_000))).Status, Is.EqualTo(StatusCode.ResourceExhausted));

    [Test]
    [OwnBehaviour("UNKNOWN, by an exception")]
    public async Task A_prefix_above_any_array_is_RESOURCE_EXHAUSTED_too() =>
        Assert.That((await PostAsync(Frames.Of([], length: uint.MaxValue))).Status, Is.EqualTo(StatusCode.ResourceExhausted));

    [Test]
    public async Task A_payload_that_is_no_protobuf_does_not_reach_the_method() =>
        Assert.That((await PostAsync(Frames.Of([0xff, 0xff]))).Status, Is.EqualTo(StatusCode.Internal).Or.EqualTo(StatusCode.Unknown));

    [Test]
    public async Task A_compressed_message_is_read() =>
        Assert.That(
            (await PostAsync(Frames.Of(Frames.Gzipped(Request[5..]), flag: 1), encoding: "gzip")).Status,
            Is.EqualTo(StatusCode.OK)
        );

    [Test]
    public async Task A_few_bytes_that_unpack_to_gigabytes_stop_at_the_limit() =>
        Assert.That(
            (await PostAsync(Frames.Of(Frames.Gzipped(new byte[100_000_000]), flag: 1), encoding: "gzip")).Status,
            Is.EqualTo(StatusCode.ResourceExhausted)
        );

    [Test]
    public async Task An_unknown_compression_is_UNIMPLEMENTED() =>
        Assert.That((await PostAsync(Frames.Of([1, 2, 3], flag: 1), encoding: "snappy")).Status, Is.EqualTo(StatusCode.Unimplemented));

    [Test]
    public async Task The_server_goes_on_after_all_of_it()
    {
        for (var i = 0; i < 200; i++)
        {
            await PostAsync(Frames.Of([1, 2], length: 100));
        }

        Assert.That((await PostAsync(Request)).Status, Is.EqualTo(StatusCode.OK));
    }

    private async Task<(HttpStatusCode Http, StatusCode? Status)> PostAsync(
        byte[] body,
        string contentType = "application/grpc",
        string? encoding = null
    )
    {
        using var content = Content(body, contentType, encoding);
        using var response = await _http.PostAsync(new Uri("/orchestra.tests.Echo/Unary", UriKind.Relative), content);
        await response.Content.ReadAsByteArrayAsync();
        var headers = response.Headers.Concat(response.TrailingHeaders).ToLookup(header => header.Key, header => header.Value.First());
        var status = headers["grpc-status"].SingleOrDefault();
        return (response.StatusCode, status is null ? null : Enum.Parse<StatusCode>(status));
    }

    private static ByteArrayContent Content(byte[] body, string contentType, string? encoding)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        if (encoding is not null)
        {
            content.Headers.TryAddWithoutValidation("grpc-encoding", encoding);
        }

        return content;
    }
}
