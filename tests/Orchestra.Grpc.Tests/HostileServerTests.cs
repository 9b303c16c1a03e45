using System.Net;
using System.Net.Sockets;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Orchestra.Grpc.Tests.Fixtures;
using Orchestra.Grpc.Tests.Protos;

namespace Orchestra.Grpc.Tests;

/// <summary>Whatever a server answers, the call ends with a status and soon.</summary>
[TestFixture]
[CancelAfter(60_000)]
public sealed class HostileServerTests
{
    private static readonly byte[] Reply = new EchoReply { Text = "reply" }.ToByteArray();

    [TestCase(400, StatusCode.Internal)]
    [TestCase(401, StatusCode.Unauthenticated)]
    [TestCase(403, StatusCode.PermissionDenied)]
    [TestCase(404, StatusCode.Unimplemented)]
    [TestCase(429, StatusCode.Unavailable)]
    [TestCase(500, StatusCode.Unknown)]
    [TestCase(502, StatusCode.Unavailable)]
    [TestCase(503, StatusCode.Unavailable)]
    public async Task An_answer_of_plain_HTTP_is_a_status(int http, StatusCode expected)
    {
        var failure = await FailureAsync(async context =>
        {
            context.Response.StatusCode = http;
            await context.Response.WriteAsync("<html>no gRPC here</html>");
        });

        Assert.That(failure.StatusCode, Is.EqualTo(expected));
        Assert.That(failure.Detail, Does.Contain(http.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Test]
    public async Task The_endless_body_of_an_error_page_is_not_read()
    {
        var failure = await FailureAsync(async context =>
        {
            context.Response.StatusCode = 502;
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(new byte[10_000]);
            }
        });

        Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.Unavailable));
    }

    [TestCase("text/html")]
    [TestCase("application/grpc-web")]
    [TestCase(null)]
    public async Task A_content_type_that_is_not_gRPCs_is_refused(string? contentType)
    {
        var failure = await FailureAsync(async context =>
        {
            context.Response.ContentType = contentType;
            await context.Response.Body.WriteAsync(Frames.Of(Reply));
        });

        Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.Unknown).Or.EqualTo(StatusCode.Cancelled));
    }

    [Test]
    public async Task A_message_that_is_cut_off_is_INTERNAL() =>
        Assert.That((await FailureAsync(AnswerAsync(Frames.Of(Reply, length: 1000)))).StatusCode, Is.EqualTo(StatusCode.Internal));

    [Test]
    public async Task A_prefix_that_is_cut_off_is_INTERNAL() =>
        Assert.That((await FailureAsync(AnswerAsync([0, 0, 0]))).StatusCode, Is.EqualTo(StatusCode.Internal));

    [Test]
    public async Task A_prefix_above_the_limit_ends_the_call_before_the_message_comes()
    {
        var failure = await FailureAsync(async context =>
        {
            context.Response.ContentType = "application/grpc";
            await context.Response.Body.WriteAsync(Frames.Of([], length: 2_000_000_000));
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        });

        Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.ResourceExhausted));
    }

    [Test]
    public async Task Endless_messages_where_one_is_expected_end_at_the_second()
    {
        var failure = await FailureAsync(async context =>
        {
            context.Response.ContentType = "application/grpc";
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(Frames.Of(Reply));
            }
        });

        Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.Internal));
    }

    [Test]
    public async Task An_end_without_a_status_is_no_success()
    {
        var failure = await FailureAsync(async context =>
        {
            context.Response.ContentType = "application/grpc";
            await context.Response.Body.WriteAsync(Frames.Of(Reply));
        });

        Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.Unknown).Or.EqualTo(StatusCode.Cancelled));
    }

    [Test]
    public async Task OK_without_a_message_is_no_success()
    {
        var failure = await FailureAsync(context =>
        {
            context.Response.ContentType = "application/grpc";
            context.Response.Headers["grpc-status"] = "0";
            return Task.CompletedTask;
        });

        Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.Internal));
    }

    [Test]
    [OwnBehaviour("UNAVAILABLE, because protobuf's exception is an IOException")]
    public async Task A_payload_that_is_no_protobuf_is_INTERNAL() =>
        Assert.That((await FailureAsync(AnswerAsync(Frames.Of([0xff, 0xff, 0xff])))).StatusCode, Is.EqualTo(StatusCode.Internal));

    [TestCase(0xb, StatusCode.ResourceExhausted)]
    [TestCase(0x8, StatusCode.Cancelled)]
    [TestCase(0x2, StatusCode.Internal)]
    public async Task A_reset_stream_is_a_status(int error, StatusCode expected)
    {
        var failure = await FailureAsync(context =>
        {
            context.Features.Get<IHttpResetFeature>()!.Reset(error);
            return Task.CompletedTask;
        });

        Assert.That(failure.StatusCode, Is.EqualTo(expected));
    }

    [Test]
    public async Task A_connection_that_breaks_in_the_middle_is_UNAVAILABLE()
    {
        var failure = await FailureAsync(async context =>
        {
            context.Response.ContentType = "application/grpc";
            await context.Response.Body.WriteAsync(Frames.Of(Reply, length: 1000));
            await context.Response.Body.FlushAsync();
            context.Features.Get<IConnectionLifetimeFeature>()!.Abort();
        });

        Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.Unavailable).Or.EqualTo(StatusCode.Internal));
    }

    [Test]
    public async Task A_server_that_never_answers_is_left_at_the_deadline()
    {
        var failure = await FailureAsync(
            context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted),
            deadline: TimeSpan.FromMilliseconds(200)
        );

        Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.DeadlineExceeded));
    }

    [Test]
    public async Task A_server_of_HTTP_1_is_a_status()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answer = Task.Run(async () =>
        {
            using var connection = await listener.AcceptTcpClientAsync();
            await connection.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
            await connection.GetStream().CopyToAsync(Stream.Null);
        });
        using var channel = GrpcChannel.ForAddress($"http://{listener.LocalEndpoint}");

        var failure = Calls.FailureOf(async () => await new Echo.EchoClient(channel).UnaryAsync(new EchoRequest()));

        Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.Internal).Or.EqualTo(StatusCode.Unavailable));
        await answer;
    }

    [Test]
    public async Task A_compressed_message_is_read()
    {
        await using var server = await RawServer.StartAsync(AnswerAsync(Frames.Of(Frames.Gzipped(Reply), flag: 1), "gzip"));
        using var channel = GrpcChannel.ForAddress(server.Url);

        Assert.That((await new Echo.EchoClient(channel).UnaryAsync(new EchoRequest())).Text, Is.EqualTo("reply"));
    }

    [Test]
    public async Task A_few_bytes_that_unpack_to_gigabytes_stop_at_the_limit()
    {
        var bomb = Frames.Of(Frames.Gzipped(new byte[200_000_000]), flag: 1);
        var before = GC.GetTotalAllocatedBytes();

        var failure = await FailureAsync(AnswerAsync(bomb, "gzip"));

        Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.ResourceExhausted));
        Assert.That(GC.GetTotalAllocatedBytes() - before, Is.LessThan(100_000_000));
    }

    [TestCase(1, null)]
    [TestCase(1, "identity")]
    [TestCase(1, "gzip")]
    [TestCase(7, null)]
    public async Task A_compressed_flag_that_does_not_fit_is_INTERNAL(int flag, string? encoding) =>
        Assert.That(
            (await FailureAsync(AnswerAsync(Frames.Of(Reply, flag: (byte)flag), encoding))).StatusCode,
            Is.EqualTo(StatusCode.Internal)
        );

    private static RequestDelegate AnswerAsync(byte[] body, string? encoding = null) =>
        async context =>
        {
            context.Response.ContentType = "application/grpc";
            if (encoding is not null)
            {
                context.Response.Headers["grpc-encoding"] = encoding;
            }

            await context.Response.Body.WriteAsync(body);
            context.Response.AppendTrailer("grpc-status", "0");
        };

    private static async Task<Status> FailureAsync(RequestDelegate answer, TimeSpan? deadline = null)
    {
        await using var server = await RawServer.StartAsync(answer);
        using var channel = GrpcChannel.ForAddress(server.Url);
        var until = TimeProvider.System.GetUtcNow().UtcDateTime + (deadline ?? TimeSpan.FromSeconds(30));
        return Calls.FailureOf(async () => await new Echo.EchoClient(channel).UnaryAsync(new EchoRequest(), deadline: until));
    }
}
