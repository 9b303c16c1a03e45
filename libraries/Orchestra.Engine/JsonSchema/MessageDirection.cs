namespace Orchestra.Engine.JsonSchema;

/// <summary>Which way a message travels: OpenAPI's <c>readOnly</c> and <c>writeOnly</c> properties are required one way only.</summary>
public enum MessageDirection
{
    /// <summary>Not a message, or not known: <c>required</c> counts in full.</summary>
    Any,

    /// <summary>Sent to the service: required properties that are <c>readOnly</c> may be missing.</summary>
    Request,

    /// <summary>Answered by the service: required properties that are <c>writeOnly</c> may be missing.</summary>
    Response,
}
