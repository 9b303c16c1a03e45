using System.Globalization;
using Grpc.Core;
using Orchestra.Grpc.Tests.Protos;

namespace Orchestra.Grpc.Tests.Fixtures;

/// <summary>
/// Answers as the request says. Metadata 'x-echo' comes back as the header 'x-echo-header', 'x-echo-bin' as the trailer 'x-echo-trailer-bin';
/// what the server knows of the call is in the trailers 'x-peer' and 'x-has-deadline'.
/// </summary>
internal sealed class EchoService(CallLog log) : Echo.EchoBase
{
    public override async Task<EchoReply> Unary(EchoRequest request, ServerCallContext context)
    {
        await AnswerMetadataAsync(context);
        await BehaveAsync(request, context);
        return Reply(request);
    }

    public override async Task Download(EchoRequest request, IServerStreamWriter<EchoReply> responseStream, ServerCallContext context)
    {
        await AnswerMetadataAsync(context);
        for (var i = 0; request.Count == 0 || i < request.Count; i++)
        {
            await log.WatchAsync(
                context,
                responseStream.WriteAsync(
                    new EchoReply
                    {
                        Text = request.Text,
                        Payload = request.Payload,
                        Count = i,
                    }
                )
            );
            log.Wrote();
        }

        await BehaveAsync(request, context);
    }

    public override async Task<EchoReply> Upload(IAsyncStreamReader<EchoRequest> requestStream, ServerCallContext context)
    {
        await AnswerMetadataAsync(context);
        var texts = new List<string>();
        while (await log.WatchAsync(context, requestStream.MoveNext(CancellationToken.None)))
        {
            await BehaveAsync(requestStream.Current, context);
            texts.Add(requestStream.Current.Text);
            if (requestStream.Current.Behaviour == Behaviour.Leave)
            {
                break;
            }
        }

        return new EchoReply { Text = string.Concat(texts), Count = texts.Count };
    }

    public override async Task Chat(
        IAsyncStreamReader<EchoRequest> requestStream,
        IServerStreamWriter<EchoReply> responseStream,
        ServerCallContext context
    )
    {
        await AnswerMetadataAsync(context);
        while (await log.WatchAsync(context, requestStream.MoveNext(CancellationToken.None)))
        {
            await BehaveAsync(requestStream.Current, context);
            await responseStream.WriteAsync(Reply(requestStream.Current));
            if (requestStream.Current.Behaviour == Behaviour.Leave)
            {
                break;
            }
        }
    }

    private static EchoReply Reply(EchoRequest request) =>
        new()
        {
            Text = request.Text,
            Payload = request.Payload,
            Count = request.Count,
        };

    private static async Task AnswerMetadataAsync(ServerCallContext context)
    {
        context.ResponseTrailers.Add("x-peer", context.Peer);
        context.ResponseTrailers.Add("x-has-deadline", (context.Deadline != DateTime.MaxValue).ToString(CultureInfo.InvariantCulture));
        if (context.RequestHeaders.GetValueBytes("x-echo-bin") is { } bytes)
        {
            context.ResponseTrailers.Add("x-echo-trailer-bin", bytes);
        }

        if (context.RequestHeaders.GetValue("x-echo") is { } text)
        {
            await context.WriteResponseHeadersAsync(new Metadata { { "x-echo-header", text } });
        }
    }

    private async Task BehaveAsync(EchoRequest request, ServerCallContext context)
    {
        switch (request.Behaviour)
        {
            case Behaviour.Fail:
                var trailers = new Metadata { { "x-reason", "as asked" } };
                throw new RpcException(new Status((StatusCode)request.Code, request.Text), trailers);
            case Behaviour.Break:
                throw new InvalidOperationException(request.Text);
            case Behaviour.Hang:
                log.Started();
                await log.WatchAsync(context, Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.CancellationToken));
                break;
        }
    }
}
