namespace Orchestra.Gateway.Pages;

/// <summary>Swagger UI on the merged document.</summary>
internal static class DocsPage
{
    public static void UseDocsPage(this WebApplication app) =>
        app.UseSwaggerUI(options =>
        {
            options.RoutePrefix = "docs";
            options.DocumentTitle = "Orchestra API";
            options.SwaggerEndpoint("/openapi.json", "Orchestra");
            // Without it the page would send the document's address to a public validator.
            options.EnableValidator(null);
        });
}
