namespace Orchestra.Gateway.Pages;

/// <summary>The page at <c>/</c> until the web interface takes its place.</summary>
internal static class HomePage
{
    private const string Html = """
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>Orchestra</title>
        </head>
        <body>
          <h1>Orchestra</h1>
          <p>Tests business processes that span many services.</p>
          <ul>
            <li><a href="/docs">API documentation</a></li>
            <li><a href="/openapi.json">OpenAPI document</a></li>
            <li><a href="/health">Health</a></li>
          </ul>
        </body>
        </html>
        """;

    public static void MapHomePage(this IEndpointRouteBuilder app) =>
        app.MapMethods(
            "/",
            ["GET", "HEAD"],
            (HttpContext context) =>
            {
                context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
                return TypedResults.Content(Html, "text/html; charset=utf-8");
            }
        );
}
