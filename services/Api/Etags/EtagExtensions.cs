using Orchestra.Api.OpenApi;

namespace Orchestra.Api.Etags;

internal static class EtagExtensions
{
    private const string Example = "\"3\"";

    private static readonly ResponseHeaderMetadata Answered = new(
        "ETag",
        "The state that was answered: send it in If-Match to change it.",
        Example
    );

    private static readonly RequestHeaderMetadata Demanded = new(
        "If-Match",
        "The ETag of the state that was read.",
        Example,
        IsRequired: true
    );

    private static readonly RequestHeaderMetadata Taken = new(
        "If-Match",
        "The ETag of the state that was read: with it a state that changed since is refused.",
        Example
    );

    /// <summary>The endpoint answers with an ETag.</summary>
    public static RouteHandlerBuilder HasEtag(this RouteHandlerBuilder builder) => builder.WithMetadata(Answered);

    /// <summary>The endpoint refuses another state than the one that the client names, if it names one, and answers with the new ETag.</summary>
    public static RouteHandlerBuilder TakesEtag(this RouteHandlerBuilder builder) => builder.WithMetadata(Taken, Answered);

    /// <summary>The endpoint changes only the state that the client names, and answers with the new one's ETag.</summary>
    public static RouteHandlerBuilder DemandsEtag(this RouteHandlerBuilder builder) => builder.WithMetadata(Demanded, Answered);
}
