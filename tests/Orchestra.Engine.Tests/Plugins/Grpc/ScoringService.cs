using Grpc.Core;
using Orchestra.Engine.Tests.Plugins.Grpc.Protos;

namespace Orchestra.Engine.Tests.Plugins.Grpc;

/// <summary>Does what a question says. Metadata 'x-ask' comes back as the header 'x-answer', and the trailer 'x-seen' lists the names that came.</summary>
internal sealed class ScoringService : Scoring.ScoringBase
{
    public static int Calls;

    public override async Task<Answer> Score(Question request, ServerCallContext context)
    {
        Interlocked.Increment(ref Calls);
        await BehaveAsync(request, context);
        return new Answer
        {
            Name = request.Name,
            Score = Calls,
            Approved = request.CaseNumber == 7,
        };
    }

    public override async Task<Answer> Collect(IAsyncStreamReader<Question> requestStream, ServerCallContext context)
    {
        var names = new List<string>();
        while (await requestStream.MoveNext(context.CancellationToken))
        {
            names.Add(requestStream.Current.Name);
        }

        return new Answer { Name = string.Concat(names), Score = names.Count };
    }

    public override async Task Watch(Question request, IServerStreamWriter<Answer> responseStream, ServerCallContext context)
    {
        for (var i = 0; request.Count == 0 || i < request.Count; i++)
        {
            await responseStream.WriteAsync(new Answer { Name = request.Name, Score = i }, context.CancellationToken);
        }

        await BehaveAsync(request, context);
    }

    public override async Task Chat(
        IAsyncStreamReader<Question> requestStream,
        IServerStreamWriter<Answer> responseStream,
        ServerCallContext context
    )
    {
        while (await requestStream.MoveNext(context.CancellationToken))
        {
            await BehaveAsync(requestStream.Current, context);
            await responseStream.WriteAsync(new Answer { Name = requestStream.Current.Name }, context.CancellationToken);
        }
    }

    public override Task<Everything> Echo(Everything request, ServerCallContext context) => Task.FromResult(request);

    private static async Task BehaveAsync(Question question, ServerCallContext context)
    {
        context.ResponseTrailers.Add("x-seen", string.Join(' ', context.RequestHeaders.Select(entry => entry.Key)));
        if (context.RequestHeaders.GetValue("x-ask") is { } ask)
        {
            await context.WriteResponseHeadersAsync(new Metadata { { "x-answer", ask } });
        }

        if (question.Status > 0)
        {
            throw new RpcException(new Status((StatusCode)question.Status, "as asked"));
        }

        if (question.Hang)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.CancellationToken);
        }
    }
}
