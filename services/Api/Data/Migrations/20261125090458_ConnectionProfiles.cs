using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Orchestra.Api.Data.Migrations
{
    /// <inheritdoc />
    public partial class ConnectionProfiles : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "service_auth",
                schema: "api",
                table: "environment",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<string>(
                name: "service_tls",
                schema: "api",
                table: "environment",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.CreateTable(
                name: "connection_profile",
                schema: "api",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    body = table.Column<string>(type: "jsonb", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false, defaultValue: 1),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_connection_profile", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "environment_profile",
                schema: "api",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    environment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    alias = table.Column<string>(type: "text", nullable: false),
                    profile_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_environment_profile", x => new { x.tenant_id, x.environment_id, x.kind, x.alias });
                    table.ForeignKey(
                        name: "FK_environment_profile_connection_profile_tenant_id_profile_id",
                        columns: x => new { x.tenant_id, x.profile_id },
                        principalSchema: "api",
                        principalTable: "connection_profile",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_environment_profile_environment_tenant_id_environment_id",
                        columns: x => new { x.tenant_id, x.environment_id },
                        principalSchema: "api",
                        principalTable: "environment",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_connection_profile_tenant_id_kind_name",
                schema: "api",
                table: "connection_profile",
                columns: new[] { "tenant_id", "kind", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_environment_profile_tenant_id_profile_id",
                schema: "api",
                table: "environment_profile",
                columns: new[] { "tenant_id", "profile_id" });

            // As in Policies.
            migrationBuilder.Sql(
                """
                do $$
                declare t text;
                begin
                    foreach t in array array['api.connection_profile','api.environment_profile'] loop
                        execute format('alter table %s enable row level security', t);
                        execute format('alter table %s force row level security', t);
                        execute format('create policy tenant on %s to orchestra_app
                            using (tenant_id = nullif(current_setting(''orchestra.tenant_id'', true), '''')::uuid)
                            with check (tenant_id = nullif(current_setting(''orchestra.tenant_id'', true), '''')::uuid)', t);
                        execute format('create policy owner on %s to orchestra_owner using (true) with check (true)', t);
                        execute format('grant select, insert, update, delete on %s to orchestra_app', t);
                    end loop;
                end $$;
                """
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "environment_profile",
                schema: "api");

            migrationBuilder.DropTable(
                name: "connection_profile",
                schema: "api");

            migrationBuilder.DropColumn(
                name: "service_auth",
                schema: "api",
                table: "environment");

            migrationBuilder.DropColumn(
                name: "service_tls",
                schema: "api",
                table: "environment");
        }
    }
}
