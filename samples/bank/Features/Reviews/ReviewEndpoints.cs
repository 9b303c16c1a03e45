namespace Orchestra.Samples.Bank.Features.Reviews;

/// <summary>Manual review: rounds, their outcomes, documents.</summary>
internal static class ReviewEndpoints
{
    public static void MapReviews(this IEndpointRouteBuilder app)
    {
        var application = app.MapGroup("/applications/{applicationId}");
        application.MapPost("/reviews", ReviewApplication.HandleAsync).WithName("reviewApplication");
        application.MapPost("/approval", ApproveApplication.HandleAsync).WithName("approveApplication");
        application.MapPost("/rejection", RejectApplication.HandleAsync).WithName("rejectApplication");
        application.MapPost("/document-requests", RequestDocuments.HandleAsync).WithName("requestDocuments");
        application.MapPost("/documents", UploadDocument.HandleAsync).WithName("uploadDocument");
    }
}
