namespace Orchestra.Samples.Bank.Features.Applications;

/// <summary>Applications from submission to score.</summary>
internal static class ApplicationEndpoints
{
    public static void MapApplications(this IEndpointRouteBuilder app)
    {
        app.MapPost("/applications", SubmitApplication.HandleAsync).WithName("submitApplication");
        app.MapGet("/applications", ListApplications.HandleAsync).WithName("listApplications");
        app.MapGet("/applications/{applicationId}", GetApplication.HandleAsync).WithName("getApplication");
        app.MapPost("/applications/{applicationId}/score", ScoreApplicant.HandleAsync).WithName("scoreApplicant");
    }
}
