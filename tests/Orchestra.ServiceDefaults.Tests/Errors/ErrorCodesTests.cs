using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.ServiceDefaults.Tests.Errors;

internal sealed class ErrorCodesTests
{
    [TestCase(ErrorCode.BadRequest, 400, "bad_request")]
    [TestCase(ErrorCode.Unauthorized, 401, "unauthorized")]
    [TestCase(ErrorCode.Forbidden, 403, "forbidden")]
    [TestCase(ErrorCode.NotFound, 404, "not_found")]
    [TestCase(ErrorCode.MethodNotAllowed, 405, "method_not_allowed")]
    [TestCase(ErrorCode.Conflict, 409, "conflict")]
    [TestCase(ErrorCode.PreconditionFailed, 412, "precondition_failed")]
    [TestCase(ErrorCode.PreconditionRequired, 428, "precondition_required")]
    [TestCase(ErrorCode.PayloadTooLarge, 413, "payload_too_large")]
    [TestCase(ErrorCode.UnsupportedMediaType, 415, "unsupported_media_type")]
    [TestCase(ErrorCode.TooManyRequests, 429, "too_many_requests")]
    [TestCase(ErrorCode.ServiceUnavailable, 503, "service_unavailable")]
    [TestCase(ErrorCode.InternalServerError, 500, "internal_server_error")]
    public void The_closed_set_of_refusals_has_these_statuses_and_names(ErrorCode code, int status, string name)
    {
        Assert.That(ErrorCodes.StatusOf(code), Is.EqualTo(status));
        Assert.That(ErrorCodes.NameOf(code), Is.EqualTo(name));
        Assert.That(ErrorCodes.Of(status), Is.EqualTo(code));
    }

    [Test]
    public void There_is_no_other_code() => Assert.That(Enum.GetValues<ErrorCode>(), Has.Length.EqualTo(13));

    [TestCase(410, ErrorCode.BadRequest)]
    [TestCase(418, ErrorCode.BadRequest)]
    [TestCase(501, ErrorCode.InternalServerError)]
    [TestCase(502, ErrorCode.ServiceUnavailable)]
    [TestCase(504, ErrorCode.ServiceUnavailable)]
    public void A_status_outside_the_set_gets_the_nearest_code(int status, ErrorCode code) =>
        Assert.That(ErrorCodes.Of(status), Is.EqualTo(code));
}
