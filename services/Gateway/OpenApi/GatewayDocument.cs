using System.Text.Json.Nodes;

namespace Orchestra.Gateway.OpenApi;

/// <summary>The frame of the public document: what it is, how to authenticate, and the gateway's own routes.</summary>
internal static class GatewayDocument
{
    private static readonly string Version = typeof(GatewayDocument).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    public static JsonObject Create()
    {
        var document = JsonNode.Parse(Json)!.AsObject();
        document["info"]!["version"] = Version;
        return document;
    }

    // "servers" is relative: the address is whatever the reader used, never a Host header's.
    private const string Json = """
        {
          "openapi": "3.1.1",
          "info": {
            "title": "Orchestra",
            "description": "Tests business processes that span many services: import a process and its specs, generate a suite, run it, read the report."
          },
          "servers": [{ "url": "/" }],
          "security": [{ "ApiKey": [] }],
          "tags": [{ "name": "Health" }],
          "paths": {
            "/health": {
              "get": {
                "tags": ["Health"],
                "operationId": "GetHealth",
                "summary": "Whether every service is ready",
                "security": [],
                "responses": {
                  "200": { "description": "Every service has a replica that is ready", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Health" } } } },
                  "503": { "description": "A service is not ready", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Health" } } } }
                }
              }
            }
          },
          "components": {
            "schemas": {
              "Health": {
                "type": "object",
                "required": ["status", "service", "workers", "services"],
                "properties": {
                  "status": { "enum": ["healthy", "degraded"] },
                  "service": { "const": "orchestra" },
                  "workers": { "type": "integer", "minimum": 0 },
                  "services": { "type": "object", "additionalProperties": { "enum": ["healthy", "degraded", "unhealthy"] } }
                },
                "examples": [{ "status": "healthy", "service": "orchestra", "workers": 0, "services": { "api": "healthy" } }]
              }
            },
            "securitySchemes": {
              "ApiKey": { "type": "apiKey", "in": "header", "name": "X-API-Key", "description": "Not needed in development mode." }
            }
          }
        }
        """;
}
