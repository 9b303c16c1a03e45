using System.Text;
using Orchestra.Engine.Outbound;

namespace Orchestra.Engine.Tests.Outbound;

/// <summary>What a request and an answer look like when nothing goes wrong.</summary>
[CancelAfter(30_000)]
internal sealed class GuardedHttpClientTests : OutboundFixture
{
    [Test]
    public async Task A_request_goes_out_as_given_and_its_answer_comes_back_whole(CancellationToken cancellationToken)
    {
        await using var server = RawServer.Answering(_ =>
            "HTTP/1.1 201 Made it\r\nX-Many: one\r\nX-Many: two\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
        );
        var request = new OutboundRequest("POST", $"{server.Url}/things?q=a%20b")
        {
            Headers =
            [
                KeyValuePair.Create("Content-Type", "application/json; charset=utf-8"),
                KeyValuePair.Create("X-Step", "grüße"),
                KeyValuePair.Create("Authorization", "Bearer t"),
            ],
            Body = Encoding.UTF8.GetBytes("{\"a\":1}"),
        };

        var response = Answer(await Client.SendAsync(request, Development, Limits, cancellationToken));

        var seen = server.Requests.Single();
        Assert.Multiple(() =>
        {
            Assert.That(seen.Head, Does.StartWith("POST /things?q=a%20b HTTP/1.1\r\n"));
            Assert.That(seen.Header("Content-Type"), Is.EqualTo("application/json; charset=utf-8"));
            Assert.That(Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(seen.Header("X-Step")!)), Is.EqualTo("grüße"));
            Assert.That(seen.Header("Authorization"), Is.EqualTo("Bearer t"));
            Assert.That(seen.Header("traceparent"), Is.Null);
            Assert.That(seen.Body, Is.EqualTo("{\"a\":1}"));
            Assert.That(response.StatusCode, Is.EqualTo(201));
            Assert.That(response.ReasonPhrase, Is.EqualTo("Made it"));
            Assert.That(
                response.Headers.Where(header => header.Key == "X-Many").Select(header => header.Value),
                Is.EqualTo(["one", "two"])
            );
            Assert.That(response.Headers, Has.Member(KeyValuePair.Create("Content-Type", "application/json")));
            Assert.That(Encoding.UTF8.GetString(response.Body.Span), Is.EqualTo("{}"));
            Assert.That(response.Truncated, Is.False);
            Assert.That(response.FinalUri.AbsolutePath, Is.EqualTo("/things"));
            Assert.That(response.Timing.Total, Is.GreaterThanOrEqualTo(response.Timing.ToHeaders).And.GreaterThan(TimeSpan.Zero));
        });
    }

    [Test]
    public async Task A_connection_is_kept_for_the_next_request_of_the_same_policy(CancellationToken cancellationToken)
    {
        await using var server = RawServer.Friendly();

        Answer(await Client.SendAsync(Get(server.Url), Development, Limits, cancellationToken));
        Answer(await Client.SendAsync(Get(server.Url), Development with { }, Limits, cancellationToken));

        Assert.That(server.Connections, Is.EqualTo(1));
    }

    [Test]
    public async Task A_request_with_an_effect_is_never_sent_twice_on_a_dying_connection(CancellationToken cancellationToken)
    {
        // The second request of a connection is read and dropped, as by a server that dies after it did the work.
        await using var server = RawServer.Start(
            async (connection, token) =>
            {
                await connection.ReadAsync(token);
                await connection.WriteAsync(RawServer.Ok("first"), token);
                await connection.ReadAsync(token);
            }
        );
        Answer(await Client.SendAsync(Get(server.Url), Development, Limits, cancellationToken));

        var result = await Client.SendAsync(new OutboundRequest("POST", $"{server.Url}/pay"), Development, Limits, cancellationToken);

        var failed = Expect<OutboundResult.ConnectionFailed>(result);
        Assert.Multiple(() =>
        {
            Assert.That(failed.Kind, Is.EqualTo(ConnectionFailureKind.Reset));
            Assert.That(failed.RequestMayHaveBeenSent, Is.True);
            Assert.That(server.Requests.Count(request => request.Path == "/pay"), Is.EqualTo(1));
        });
    }

    [Test]
    public void The_callers_cancellation_throws()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.That(
            () => Client.SendAsync(Get("http://127.0.0.1:1/"), Development, Limits, cancelled.Token),
            Throws.InstanceOf<OperationCanceledException>()
        );
    }
}
