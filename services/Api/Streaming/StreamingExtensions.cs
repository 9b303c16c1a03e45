using Orchestra.Api.OpenApi;

namespace Orchestra.Api.Streaming;

internal static class StreamingExtensions
{
    private static readonly RequestHeaderMetadata LastEventId = new(
        "Last-Event-ID",
        "The id of the last event seen: the stream goes on after it. Without it the stream starts from the first event.",
        "3"
    );

    /// <summary>The endpoint answers with Server-Sent Events; 204 when the client has seen the last one.</summary>
    public static RouteHandlerBuilder Streams(this RouteHandlerBuilder builder) =>
        builder
            .Produces(StatusCodes.Status200OK)
            .Produces(StatusCodes.Status204NoContent)
            .WithMetadata(LastEventId, new TextAnswerMetadata("text/event-stream"));
}
