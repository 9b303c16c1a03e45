namespace Orchestra.ServiceDefaults.Errors;

/// <summary>The closed set of refusals; each has one HTTP status.</summary>
public enum ErrorCode
{
    /// <summary>400.</summary>
    BadRequest,

    /// <summary>401.</summary>
    Unauthorized,

    /// <summary>403.</summary>
    Forbidden,

    /// <summary>404; also what another tenant owns.</summary>
    NotFound,

    /// <summary>405.</summary>
    MethodNotAllowed,

    /// <summary>409.</summary>
    Conflict,

    /// <summary>412.</summary>
    PreconditionFailed,

    /// <summary>428.</summary>
    PreconditionRequired,

    /// <summary>413.</summary>
    PayloadTooLarge,

    /// <summary>415.</summary>
    UnsupportedMediaType,

    /// <summary>429.</summary>
    TooManyRequests,

    /// <summary>503.</summary>
    ServiceUnavailable,

    /// <summary>500.</summary>
    InternalServerError,
}
