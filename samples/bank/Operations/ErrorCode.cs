namespace Orchestra.Samples.Bank.Operations;

/// <summary>The closed set of <c>error</c> in the bank's error body.</summary>
internal enum ErrorCode
{
    BadRequest = 400,
    NotFound = 404,
    MethodNotAllowed = 405,
    Conflict = 409,
    PayloadTooLarge = 413,
    UnsupportedMediaType = 415,
    Unprocessable = 422,
    InternalServerError = 500,
}
