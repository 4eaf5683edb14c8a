export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[];

export type Database = {
  public: {
    Tables: {
      audio_files: {
        Row: {
          bytes: number;
          content_type: string;
          created_at: string;
          id: string;
          name: string;
          seconds: number;
          sha256: string;
          tenant_id: string;
          uploaded_by: string;
        };
        ComputedFields: never;
        Insert: {
          bytes: number;
          content_type: string;
          created_at?: string;
          id?: string;
          name: string;
          seconds: number;
          sha256: string;
          tenant_id: string;
          uploaded_by?: string;
        };
        Update: {
          bytes?: number;
          content_type?: string;
          created_at?: string;
          id?: string;
          name?: string;
          seconds?: number;
          sha256?: string;
          tenant_id?: string;
          uploaded_by?: string;
        };
        Relationships: [
          {
            foreignKeyName: "audio_files_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "audio_files_tenant_id_uploaded_by_fkey";
            columns: ["tenant_id", "uploaded_by"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["tenant_id", "user_id"];
          },
        ];
      };
      audit_log: {
        Row: {
          action: string;
          actor_id: string | null;
          created_at: string;
          detail: NonNullable<Json>;
          id: number;
          subject: string | null;
          tenant_id: string;
        };
        ComputedFields: never;
        Insert: {
          action: string;
          actor_id?: string | null;
          created_at?: string;
          detail?: NonNullable<Json>;
          id?: never;
          subject?: string | null;
          tenant_id: string;
        };
        Update: {
          action?: string;
          actor_id?: string | null;
          created_at?: string;
          detail?: NonNullable<Json>;
          id?: never;
          subject?: string | null;
          tenant_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "audit_log_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
        ];
      };
      availability: {
        Row: {
          away_until: string | null;
          state: string;
          tenant_id: string;
          updated_at: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          away_until?: string | null;
          state: string;
          tenant_id: string;
          updated_at?: string;
          user_id: string;
        };
        Update: {
          away_until?: string | null;
          state?: string;
          tenant_id?: string;
          updated_at?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "availability_tenant_id_user_id_fkey";
            columns: ["tenant_id", "user_id"];
            isOneToOne: true;
            referencedRelation: "profiles";
            referencedColumns: ["tenant_id", "user_id"];
          },
        ];
      };
      blocked_callers: {
        Row: {
          blocked_by: string;
          created_at: string;
          id: string;
          number: string;
          reason: string | null;
          tenant_id: string;
        };
        ComputedFields: never;
        Insert: {
          blocked_by?: string;
          created_at?: string;
          id?: string;
          number: string;
          reason?: string | null;
          tenant_id: string;
        };
        Update: {
          blocked_by?: string;
          created_at?: string;
          id?: string;
          number?: string;
          reason?: string | null;
          tenant_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "blocked_callers_tenant_id_blocked_by_fkey";
            columns: ["tenant_id", "blocked_by"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["tenant_id", "user_id"];
          },
          {
            foreignKeyName: "blocked_callers_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
        ];
      };
      booking_settings: {
        Row: {
          ahead_days: number;
          language: string;
          notice_minutes: number;
          reminder_hours: number | null;
          slot_minutes: number;
          tenant_id: string;
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          ahead_days?: number;
          language?: string;
          notice_minutes?: number;
          reminder_hours?: number | null;
          slot_minutes?: number;
          tenant_id: string;
          updated_at?: string;
        };
        Update: {
          ahead_days?: number;
          language?: string;
          notice_minutes?: number;
          reminder_hours?: number | null;
          slot_minutes?: number;
          tenant_id?: string;
          updated_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: "booking_settings_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: true;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
        ];
      };
      bookings: {
        Row: {
          booked_by: string | null;
          call_id: string | null;
          changed_by: string | null;
          contact_id: string | null;
          created_at: string;
          currency: string | null;
          during: unknown;
          ends_at: string;
          id: string;
          language: string;
          note: string;
          notifies: boolean;
          price_minor: number | null;
          sequence: number;
          service_id: string;
          source: string;
          staff_id: string;
          starts_at: string;
          status: string;
          tenant_id: string;
          updated_at: string;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          booked_by?: string | null;
          call_id?: string | null;
          changed_by?: string | null;
          contact_id?: string | null;
          created_at: string;
          currency?: string | null;
          during: unknown;
          ends_at: string;
          id: string;
          language: string;
          note?: string;
          notifies?: boolean;
          price_minor?: number | null;
          sequence?: number;
          service_id: string;
          source: string;
          staff_id: string;
          starts_at: string;
          status?: string;
          tenant_id: string;
          updated_at: string;
          version?: number;
        };
        Update: {
          booked_by?: string | null;
          call_id?: string | null;
          changed_by?: string | null;
          contact_id?: string | null;
          created_at?: string;
          currency?: string | null;
          during?: unknown;
          ends_at?: string;
          id?: string;
          language?: string;
          note?: string;
          notifies?: boolean;
          price_minor?: number | null;
          sequence?: number;
          service_id?: string;
          source?: string;
          staff_id?: string;
          starts_at?: string;
          status?: string;
          tenant_id?: string;
          updated_at?: string;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: "bookings_tenant_id_contact_id_fkey";
            columns: ["tenant_id", "contact_id"];
            isOneToOne: false;
            referencedRelation: "contacts";
            referencedColumns: ["tenant_id", "id"];
          },
          {
            foreignKeyName: "bookings_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "bookings_tenant_id_service_id_fkey";
            columns: ["tenant_id", "service_id"];
            isOneToOne: false;
            referencedRelation: "services";
            referencedColumns: ["tenant_id", "id"];
          },
          {
            foreignKeyName: "bookings_tenant_id_staff_id_fkey";
            columns: ["tenant_id", "staff_id"];
            isOneToOne: false;
            referencedRelation: "staff";
            referencedColumns: ["tenant_id", "id"];
          },
        ];
      };
      browser_calls: {
        Row: {
          account_sid: string;
          api_key_secret_ciphertext: string;
          api_key_sid: string;
          application_sid: string;
          tenant_id: string;
          turned_on_at: string;
        };
        ComputedFields: never;
        Insert: {
          account_sid: string;
          api_key_secret_ciphertext: string;
          api_key_sid: string;
          application_sid: string;
          tenant_id: string;
          turned_on_at?: string;
        };
        Update: {
          account_sid?: string;
          api_key_secret_ciphertext?: string;
          api_key_sid?: string;
          application_sid?: string;
          tenant_id?: string;
          turned_on_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: "browser_calls_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: true;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
        ];
      };
      call_audit_reports: {
        Row: {
          asked_at: string;
          asked_by: string;
          counts: NonNullable<Json>;
          findings: NonNullable<Json>;
          from_day: string;
          id: string;
          tenant_id: string;
          to_day: string;
        };
        ComputedFields: never;
        Insert: {
          asked_at: string;
          asked_by: string;
          counts: NonNullable<Json>;
          findings: NonNullable<Json>;
          from_day: string;
          id?: string;
          tenant_id: string;
          to_day: string;
        };
        Update: {
          asked_at?: string;
          asked_by?: string;
          counts?: NonNullable<Json>;
          findings?: NonNullable<Json>;
          from_day?: string;
          id?: string;
          tenant_id?: string;
          to_day?: string;
        };
        Relationships: [
          {
            foreignKeyName: "call_audit_reports_tenant_id_asked_by_fkey";
            columns: ["tenant_id", "asked_by"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["tenant_id", "user_id"];
          },
          {
            foreignKeyName: "call_audit_reports_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
        ];
      };
      call_controls: {
        Row: {
          asked_at: string | null;
          asked_by: string | null;
          call_id: string;
          changes: number;
          customer_in: string;
          held_at: string | null;
          held_by: string | null;
          mode: string | null;
          target_kind: string | null;
          target_number: string | null;
          target_sid: string | null;
          target_state: string | null;
          target_user: string | null;
          tenant_id: string;
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          asked_at?: string | null;
          asked_by?: string | null;
          call_id: string;
          changes?: number;
          customer_in: string;
          held_at?: string | null;
          held_by?: string | null;
          mode?: string | null;
          target_kind?: string | null;
          target_number?: string | null;
          target_sid?: string | null;
          target_state?: string | null;
          target_user?: string | null;
          tenant_id: string;
          updated_at: string;
        };
        Update: {
          asked_at?: string | null;
          asked_by?: string | null;
          call_id?: string;
          changes?: number;
          customer_in?: string;
          held_at?: string | null;
          held_by?: string | null;
          mode?: string | null;
          target_kind?: string | null;
          target_number?: string | null;
          target_sid?: string | null;
          target_state?: string | null;
          target_user?: string | null;
          tenant_id?: string;
          updated_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: "call_controls_tenant_id_call_id_fkey";
            columns: ["tenant_id", "call_id"];
            isOneToOne: true;
            referencedRelation: "calls";
            referencedColumns: ["tenant_id", "id"];
          },
        ];
      };
      call_devices: {
        Row: {
          in_turn: number[] | null;
          places_on: string;
          rings_on: string;
          tenant_id: string;
          updated_at: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          in_turn?: number[] | null;
          places_on: string;
          rings_on: string;
          tenant_id: string;
          updated_at?: string;
          user_id: string;
        };
        Update: {
          in_turn?: number[] | null;
          places_on?: string;
          rings_on?: string;
          tenant_id?: string;
          updated_at?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "call_devices_tenant_id_user_id_fkey";
            columns: ["tenant_id", "user_id"];
            isOneToOne: true;
            referencedRelation: "profiles";
            referencedColumns: ["tenant_id", "user_id"];
          },
        ];
      };
      call_events: {
        Row: {
          answered_from: Json | null;
          call_id: string;
          call_sid: string | null;
          created_at: string;
          dedupe_key: string;
          event_data: NonNullable<Json>;
          event_type: string;
          id: number;
          occurred_at: string;
          problem: string | null;
          problem_event: Json | null;
          query: string | null;
          solved_at: string | null;
          solved_by: string | null;
          tenant_id: string;
        };
        ComputedFields: never;
        Insert: {
          answered_from?: Json | null;
          call_id: string;
          call_sid?: string | null;
          created_at?: string;
          dedupe_key: string;
          event_data: NonNullable<Json>;
          event_type: string;
          id?: never;
          occurred_at: string;
          problem?: string | null;
          problem_event?: Json | null;
          query?: string | null;
          solved_at?: string | null;
          solved_by?: string | null;
          tenant_id: string;
        };
        Update: {
          answered_from?: Json | null;
          call_id?: string;
          call_sid?: string | null;
          created_at?: string;
          dedupe_key?: string;
          event_data?: NonNullable<Json>;
          event_type?: string;
          id?: never;
          occurred_at?: string;
          problem?: string | null;
          problem_event?: Json | null;
          query?: string | null;
          solved_at?: string | null;
          solved_by?: string | null;
          tenant_id?: string;
        };
        Relationships: [];
      };
      call_legs: {
        Row: {
          accepted_at: string | null;
          answered_at: string | null;
          call_id: string;
          call_sid: string;
          dial_bridged: boolean | null;
          dial_ended_live: boolean;
          dial_failed: boolean;
          duration_seconds: number | null;
          ended_at: string | null;
          first_seen_at: string;
          from_number: string | null;
          medium: Database["public"]["Enums"]["leg_medium"];
          parent_call_sid: string | null;
          price: number | null;
          price_unit: string | null;
          ringing_at: string | null;
          role: Database["public"]["Enums"]["leg_role"];
          role_is_declared: boolean;
          side: string;
          sip_response_code: number | null;
          status: Database["public"]["Enums"]["call_status"];
          status_sequence: number;
          talk_seconds: number | null;
          tenant_id: string;
          to_number: string | null;
          user_id: string | null;
        };
        ComputedFields: never;
        Insert: {
          accepted_at?: string | null;
          answered_at?: string | null;
          call_id: string;
          call_sid: string;
          dial_bridged?: boolean | null;
          dial_ended_live?: boolean;
          dial_failed?: boolean;
          duration_seconds?: number | null;
          ended_at?: string | null;
          first_seen_at: string;
          from_number?: string | null;
          medium?: Database["public"]["Enums"]["leg_medium"];
          parent_call_sid?: string | null;
          price?: number | null;
          price_unit?: string | null;
          ringing_at?: string | null;
          role: Database["public"]["Enums"]["leg_role"];
          role_is_declared?: boolean;
          side?: never;
          sip_response_code?: number | null;
          status?: Database["public"]["Enums"]["call_status"];
          status_sequence?: number;
          talk_seconds?: number | null;
          tenant_id: string;
          to_number?: string | null;
          user_id?: string | null;
        };
        Update: {
          accepted_at?: string | null;
          answered_at?: string | null;
          call_id?: string;
          call_sid?: string;
          dial_bridged?: boolean | null;
          dial_ended_live?: boolean;
          dial_failed?: boolean;
          duration_seconds?: number | null;
          ended_at?: string | null;
          first_seen_at?: string;
          from_number?: string | null;
          medium?: Database["public"]["Enums"]["leg_medium"];
          parent_call_sid?: string | null;
          price?: number | null;
          price_unit?: string | null;
          ringing_at?: string | null;
          role?: Database["public"]["Enums"]["leg_role"];
          role_is_declared?: boolean;
          side?: never;
          sip_response_code?: number | null;
          status?: Database["public"]["Enums"]["call_status"];
          status_sequence?: number;
          talk_seconds?: number | null;
          tenant_id?: string;
          to_number?: string | null;
          user_id?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "call_legs_tenant_id_call_id_fkey";
            columns: ["tenant_id", "call_id"];
            isOneToOne: false;
            referencedRelation: "calls";
            referencedColumns: ["tenant_id", "id"];
          },
        ];
      };
      call_list_entries: {
        Row: {
          attempts: number;
          call_id: string | null;
          claimed_by: string | null;
          claimed_until: string | null;
          contact_id: string;
          disposition_id: string | null;
          finished_at: string | null;
          finished_by: string | null;
          id: string;
          is_calling: boolean;
          list_id: string;
          next_attempt_at: string;
          note: string | null;
          outcome: string | null;
          position: number;
          reason: string | null;
          state: string;
          tenant_id: string;
        };
        ComputedFields: never;
        Insert: {
          attempts?: number;
          call_id?: string | null;
          claimed_by?: string | null;
          claimed_until?: string | null;
          contact_id: string;
          disposition_id?: string | null;
          finished_at?: string | null;
          finished_by?: string | null;
          id?: string;
          is_calling?: boolean;
          list_id: string;
          next_attempt_at?: string;
          note?: string | null;
          outcome?: string | null;
          position: number;
          reason?: string | null;
          state?: string;
          tenant_id: string;
        };
        Update: {
          attempts?: number;
          call_id?: string | null;
          claimed_by?: string | null;
          claimed_until?: string | null;
          contact_id?: string;
          disposition_id?: string | null;
          finished_at?: string | null;
          finished_by?: string | null;
          id?: string;
          is_calling?: boolean;
          list_id?: string;
          next_attempt_at?: string;
          note?: string | null;
          outcome?: string | null;
          position?: number;
          reason?: string | null;
          state?: string;
          tenant_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "call_list_entries_tenant_id_contact_id_fkey";
            columns: ["tenant_id", "contact_id"];
            isOneToOne: false;
            referencedRelation: "contacts";
            referencedColumns: ["tenant_id", "id"];
          },
          {
            foreignKeyName: "call_list_entries_tenant_id_list_id_fkey";
            columns: ["tenant_id", "list_id"];
            isOneToOne: false;
            referencedRelation: "call_lists";
            referencedColumns: ["tenant_id", "id"];
          },
        ];
      };
      call_lists: {
        Row: {
          created_at: string;
          days: number[];
          finished_at: string | null;
          hours_from: string;
          hours_until: string;
          id: string;
          name: string;
          owner_id: string;
          retries: NonNullable<Json>;
          skip_called_days: number | null;
          state: string;
          tenant_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          days?: number[];
          finished_at?: string | null;
          hours_from?: string;
          hours_until?: string;
          id?: string;
          name: string;
          owner_id?: string;
          retries?: NonNullable<Json>;
          skip_called_days?: number | null;
          state?: string;
          tenant_id: string;
        };
        Update: {
          created_at?: string;
          days?: number[];
          finished_at?: string | null;
          hours_from?: string;
          hours_until?: string;
          id?: string;
          name?: string;
          owner_id?: string;
          retries?: NonNullable<Json>;
          skip_called_days?: number | null;
          state?: string;
          tenant_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "call_lists_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
        ];
      };
      call_spans: {
        Row: {
          call_id: string;
          call_sid: string;
          during: unknown;
          entered_at: string[];
          left_at: string[];
          name: string;
          space: string;
          tenant_id: string;
        };
        ComputedFields: never;
        Insert: {
          call_id: string;
          call_sid: string;
          during?: never;
          entered_at?: string[];
          left_at?: string[];
          name?: string;
          space: string;
          tenant_id: string;
        };
        Update: {
          call_id?: string;
          call_sid?: string;
          during?: never;
          entered_at?: string[];
          left_at?: string[];
          name?: string;
          space?: string;
          tenant_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "call_spans_tenant_id_call_id_fkey";
            columns: ["tenant_id", "call_id"];
            isOneToOne: false;
            referencedRelation: "calls";
            referencedColumns: ["tenant_id", "id"];
          },
        ];
      };
      call_steps: {
        Row: {
          call_id: string;
          facts: NonNullable<Json>;
          happened_at: string;
          kind: string;
          reason: string | null;
          serves: boolean;
          step_key: string;
          tenant_id: string;
        };
        ComputedFields: never;
        Insert: {
          call_id: string;
          facts?: NonNullable<Json>;
          happened_at: string;
          kind: string;
          reason?: string | null;
          serves?: boolean;
          step_key: string;
          tenant_id: string;
        };
        Update: {
          call_id?: string;
          facts?: NonNullable<Json>;
          happened_at?: string;
          kind?: string;
          reason?: string | null;
          serves?: boolean;
          step_key?: string;
          tenant_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "call_steps_tenant_id_call_id_fkey";
            columns: ["tenant_id", "call_id"];
            isOneToOne: false;
            referencedRelation: "calls";
            referencedColumns: ["tenant_id", "id"];
          },
        ];
      };
      call_supervisions: {
        Row: {
          announced_at: string | null;
          applied: string | null;
          asked_at: string;
          call_id: string;
          changes: number;
          is_announced: boolean;
          is_shown: boolean;
          mode: string;
          state: string;
          taken_over_at: string | null;
          tenant_id: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          announced_at?: string | null;
          applied?: string | null;
          asked_at: string;
          call_id: string;
          changes?: number;
          is_announced: boolean;
          is_shown: boolean;
          mode: string;
          state: string;
          taken_over_at?: string | null;
          tenant_id: string;
          user_id: string;
        };
        Update: {
          announced_at?: string | null;
          applied?: string | null;
          asked_at?: string;
          call_id?: string;
          changes?: number;
          is_announced?: boolean;
          is_shown?: boolean;
          mode?: string;
          state?: string;
          taken_over_at?: string | null;
          tenant_id?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "call_supervisions_tenant_id_call_id_fkey";
            columns: ["tenant_id", "call_id"];
            isOneToOne: true;
            referencedRelation: "calls";
            referencedColumns: ["tenant_id", "id"];
          },
        ];
      };
      call_wrapups: {
        Row: {
          call_id: string;
          dismissed_at: string | null;
          disposition_id: string | null;
          tenant_id: string;
          updated_at: string;
          user_id: string;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          call_id: string;
          dismissed_at?: string | null;
          disposition_id?: string | null;
          tenant_id: string;
          updated_at?: string;
          user_id?: string;
          version?: number;
        };
        Update: {
          call_id?: string;
          dismissed_at?: string | null;
          disposition_id?: string | null;
          tenant_id?: string;
          updated_at?: string;
          user_id?: string;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: "call_wrapups_tenant_id_call_id_fkey";
            columns: ["tenant_id", "call_id"];
            isOneToOne: false;
            referencedRelation: "calls";
            referencedColumns: ["tenant_id", "id"];
          },
          {
            foreignKeyName: "call_wrapups_tenant_id_disposition_id_fkey";
            columns: ["tenant_id", "disposition_id"];
            isOneToOne: false;
            referencedRelation: "dispositions";
            referencedColumns: ["tenant_id", "id"];
          },
        ];
      };
      caller_ids: {
        Row: {
          created_at: string;
          id: string;
          name: string | null;
          number: string;
          tenant_id: string;
          twilio_sid: string | null;
          verified_at: string | null;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          id?: string;
          name?: string | null;
          number: string;
          tenant_id: string;
          twilio_sid?: string | null;
          verified_at?: string | null;
        };
        Update: {
          created_at?: string;
          id?: string;
          name?: string | null;
          number?: string;
          tenant_id?: string;
          twilio_sid?: string | null;
          verified_at?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "caller_ids_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
        ];
      };
      calls: {
        Row: {
          also_on: string[];
          answered_at: string | null;
          billed_seconds: number | null;
          callee_id: string | null;
          contact_id: string | null;
          create_lost: boolean;
          created_at: string;
          customer_number: string;
          direction: string;
          disposition_id: string | null;
          duration_seconds: number | null;
          ended_at: string | null;
          error_code: number | null;
          error_message: string | null;
          from_number: string;
          hangup_requested_at: string | null;
          has_more_evidence: boolean;
          id: string;
          imported_at: string | null;
          lacks_outcome: boolean;
          next_check_at: string | null;
          outcome: string | null;
          outcome_reason: string | null;
          owner_left: boolean;
          phone_number_id: string | null;
          price: number | null;
          price_unit: string | null;
          recording_requested: boolean;
          recording_url: string | null;
          ring_seconds: number | null;
          settled_at: string | null;
          stage: Database["public"]["Enums"]["call_stage"];
          status: Database["public"]["Enums"]["call_status"];
          talked_with: string[];
          tenant_id: string;
          to_number: string;
          twilio_call_sid: string | null;
          user_id: string | null;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          also_on?: string[];
          answered_at?: string | null;
          billed_seconds?: number | null;
          callee_id?: string | null;
          contact_id?: string | null;
          create_lost?: boolean;
          created_at: string;
          customer_number?: never;
          direction: string;
          disposition_id?: string | null;
          duration_seconds?: number | null;
          ended_at?: string | null;
          error_code?: number | null;
          error_message?: string | null;
          from_number: string;
          hangup_requested_at?: string | null;
          has_more_evidence?: boolean;
          id?: string;
          imported_at?: string | null;
          lacks_outcome?: never;
          next_check_at?: string | null;
          outcome?: string | null;
          outcome_reason?: string | null;
          owner_left?: boolean;
          phone_number_id?: string | null;
          price?: number | null;
          price_unit?: string | null;
          recording_requested?: boolean;
          recording_url?: string | null;
          ring_seconds?: number | null;
          settled_at?: string | null;
          stage?: Database["public"]["Enums"]["call_stage"];
          status?: Database["public"]["Enums"]["call_status"];
          talked_with?: string[];
          tenant_id: string;
          to_number: string;
          twilio_call_sid?: string | null;
          user_id?: string | null;
          version?: number;
        };
        Update: {
          also_on?: string[];
          answered_at?: string | null;
          billed_seconds?: number | null;
          callee_id?: string | null;
          contact_id?: string | null;
          create_lost?: boolean;
          created_at?: string;
          customer_number?: never;
          direction?: string;
          disposition_id?: string | null;
          duration_seconds?: number | null;
          ended_at?: string | null;
          error_code?: number | null;
          error_message?: string | null;
          from_number?: string;
          hangup_requested_at?: string | null;
          has_more_evidence?: boolean;
          id?: string;
          imported_at?: string | null;
          lacks_outcome?: never;
          next_check_at?: string | null;
          outcome?: string | null;
          outcome_reason?: string | null;
          owner_left?: boolean;
          phone_number_id?: string | null;
          price?: number | null;
          price_unit?: string | null;
          recording_requested?: boolean;
          recording_url?: string | null;
          ring_seconds?: number | null;
          settled_at?: string | null;
          stage?: Database["public"]["Enums"]["call_stage"];
          status?: Database["public"]["Enums"]["call_status"];
          talked_with?: string[];
          tenant_id?: string;
          to_number?: string;
          twilio_call_sid?: string | null;
          user_id?: string | null;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: "calls_tenant_id_contact_id_fkey";
            columns: ["tenant_id", "contact_id"];
            isOneToOne: false;
            referencedRelation: "contacts";
            referencedColumns: ["tenant_id", "id"];
          },
          {
            foreignKeyName: "calls_tenant_id_user_id_fkey";
            columns: ["tenant_id", "user_id"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["tenant_id", "user_id"];
          },
        ];
      };
      closures: {
        Row: {
          created_at: string;
          first_day: string;
          id: string;
          last_day: string;
          name: string;
          staff_id: string | null;
          tenant_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          first_day: string;
          id?: string;
          last_day: string;
          name: string;
          staff_id?: string | null;
          tenant_id: string;
        };
        Update: {
          created_at?: string;
          first_day?: string;
          id?: string;
          last_day?: string;
          name?: string;
          staff_id?: string | null;
          tenant_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "closures_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "closures_tenant_id_staff_id_fkey";
            columns: ["tenant_id", "staff_id"];
            isOneToOne: false;
            referencedRelation: "staff";
            referencedColumns: ["tenant_id", "id"];
          },
        ];
      };
      companies: {
        Row: {
          address: string;
          created_at: string;
          edited_by: NonNullable<Json>;
          extension: string;
          id: string;
          name: string;
          phone: string | null;
          sort_name: string;
          tenant_id: string;
          updated_at: string;
          website: string;
        };
        ComputedFields: never;
        Insert: {
          address?: string;
          created_at?: string;
          edited_by?: NonNullable<Json>;
          extension?: string;
          id?: string;
          name: string;
          phone?: string | null;
          sort_name?: never;
          tenant_id: string;
          updated_at?: string;
          website?: string;
        };
        Update: {
          address?: string;
          created_at?: string;
          edited_by?: NonNullable<Json>;
          extension?: string;
          id?: string;
          name?: string;
          phone?: string | null;
          sort_name?: never;
          tenant_id?: string;
          updated_at?: string;
          website?: string;
        };
        Relationships: [
          {
            foreignKeyName: "companies_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
        ];
      };
      contact_activity: {
        Row: {
          called_at: string;
          contact_id: string;
          has_open_task: boolean;
          is_archived: boolean;
          is_missed: boolean;
          last_call_at: string;
          sort_name: string;
          tenant_id: string;
        };
        ComputedFields: never;
        Insert: {
          called_at?: string;
          contact_id: string;
          has_open_task?: boolean;
          is_archived?: boolean;
          is_missed?: boolean;
          last_call_at?: string;
          sort_name: string;
          tenant_id: string;
        };
        Update: {
          called_at?: string;
          contact_id?: string;
          has_open_task?: boolean;
          is_archived?: boolean;
          is_missed?: boolean;
          last_call_at?: string;
          sort_name?: string;
          tenant_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "contact_activity_tenant_id_contact_id_fkey";
            columns: ["tenant_id", "contact_id"];
            isOneToOne: true;
            referencedRelation: "contacts";
            referencedColumns: ["tenant_id", "id"];
          },
        ];
      };
      contact_changes: {
        Row: {
          actor_id: string;
          changes: NonNullable<Json>;
          contact_id: string;
          created_at: string;
          id: string;
          tenant_id: string;
        };
        ComputedFields: never;
        Insert: {
          actor_id: string;
          changes: NonNullable<Json>;
          contact_id: string;
          created_at?: string;
          id?: string;
          tenant_id: string;
        };
        Update: {
          actor_id?: string;
          changes?: NonNullable<Json>;
          contact_id?: string;
          created_at?: string;
          id?: string;
          tenant_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "contact_changes_tenant_id_contact_id_fkey";
            columns: ["tenant_id", "contact_id"];
            isOneToOne: false;
            referencedRelation: "contacts";
            referencedColumns: ["tenant_id", "id"];
          },
          {
            foreignKeyName: "contact_changes_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
        ];
      };
      contact_emails: {
        Row: {
          contact_id: string;
          created_at: string;
          email: string;
          id: string;
          label: string;
          position: number;
          tenant_id: string;
        };
        ComputedFields: never;
        Insert: {
          contact_id: string;
          created_at?: string;
          email: string;
          id?: string;
          label?: string;
          position?: number;
          tenant_id: string;
        };
        Update: {
          contact_id?: string;
          created_at?: string;
          email?: string;
          id?: string;
          label?: string;
          position?: number;
          tenant_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "contact_emails_tenant_id_contact_id_fkey";
            columns: ["tenant_id", "contact_id"];
            isOneToOne: false;
            referencedRelation: "contacts";
            referencedColumns: ["tenant_id", "id"];
          },
        ];
      };
      contact_fields: {
        Row: {
          archived_at: string | null;
          choices: string[];
          created_at: string;
          id: string;
          name: string;
          position: number;
          tenant_id: string;
          type: string;
        };
        ComputedFields: never;
        Insert: {
          archived_at?: string | null;
          choices?: string[];
          created_at?: string;
          id?: string;
          name: string;
          position?: number;
          tenant_id: string;
          type: string;
        };
        Update: {
          archived_at?: string | null;
          choices?: string[];
          created_at?: string;
          id?: string;
          name?: string;
          position?: number;
          tenant_id?: string;
          type?: string;
        };
        Relationships: [
          {
            foreignKeyName: "contact_fields_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
        ];
      };
      contact_imports: {
        Row: {
          at_row: number;
          created: number;
          created_at: string;
          created_by: string;
          failed: number;
          file_name: string;
          finished_at: string | null;
          header: NonNullable<Json>;
          id: string;
          kept: number;
          problem: string | null;
          removed: number;
          restored: number;
          settings: NonNullable<Json>;
          skipped: number;
          stage: string;
          started_at: string | null;
          tenant_id: string;
          total: number;
          undone_at: string | null;
          undone_by: string | null;
          updated: number;
          updated_at: string;
          without: number;
        };
        ComputedFields: never;
        Insert: {
          at_row?: number;
          created?: number;
          created_at?: string;
          created_by: string;
          failed?: number;
          file_name?: string;
          finished_at?: string | null;
          header?: NonNullable<Json>;
          id: string;
          kept?: number;
          problem?: string | null;
          removed?: number;
          restored?: number;
          settings?: NonNullable<Json>;
          skipped?: number;
          stage?: string;
          started_at?: string | null;
          tenant_id: string;
          total?: number;
          undone_at?: string | null;
          undone_by?: string | null;
          updated?: number;
          updated_at?: string;
          without?: number;
        };
        Update: {
          at_row?: number;
          created?: number;
          created_at?: string;
          created_by?: string;
          failed?: number;
          file_name?: string;
          finished_at?: string | null;
          header?: NonNullable<Json>;
          id?: string;
          kept?: number;
          problem?: string | null;
          removed?: number;
          restored?: number;
          settings?: NonNullable<Json>;
          skipped?: number;
          stage?: string;
          started_at?: string | null;
          tenant_id?: string;
          total?: number;
          undone_at?: string | null;
          undone_by?: string | null;
          updated?: number;
          updated_at?: string;
          without?: number;
        };
        Relationships: [
          {
            foreignKeyName: "contact_imports_tenant_id_created_by_fkey";
            columns: ["tenant_id", "created_by"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["tenant_id", "user_id"];
          },
          {
            foreignKeyName: "contact_imports_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "contact_imports_tenant_id_undone_by_fkey";
            columns: ["tenant_id", "undone_by"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["tenant_id", "user_id"];
          },
        ];
      };
      contact_merges: {
        Row: {
          before: NonNullable<Json>;
          gone_id: string;
          gone_name: string;
          id: string;
          keep_id: string;
          keep_name: string;
          merged_at: string;
          merged_by: string;
          tenant_id: string;
          undone_at: string | null;
          undone_by: string | null;
        };
        ComputedFields: never;
        Insert: {
          before: NonNullable<Json>;
          gone_id: string;
          gone_name: string;
          id?: string;
          keep_id: string;
          keep_name: string;
          merged_at?: string;
          merged_by: string;
          tenant_id: string;
          undone_at?: string | null;
          undone_by?: string | null;
        };
        Update: {
          before?: NonNullable<Json>;
          gone_id?: string;
          gone_name?: string;
          id?: string;
          keep_id?: string;
          keep_name?: string;
          merged_at?: string;
          merged_by?: string;
          tenant_id?: string;
          undone_at?: string | null;
          undone_by?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "contact_merges_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
        ];
      };
      contact_phones: {
        Row: {
          contact_id: string;
          created_at: string;
          extension: string;
          id: string;
          label: string;
          phone: string;
          position: number;
          tenant_id: string;
        };
        ComputedFields: never;
        Insert: {
          contact_id: string;
          created_at?: string;
          extension?: string;
          id?: string;
          label?: string;
          phone: string;
          position?: number;
          tenant_id: string;
        };
        Update: {
          contact_id?: string;
          created_at?: string;
          extension?: string;
          id?: string;
          label?: string;
          phone?: string;
          position?: number;
          tenant_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "contact_phones_tenant_id_contact_id_fkey";
            columns: ["tenant_id", "contact_id"];
            isOneToOne: false;
            referencedRelation: "contacts";
            referencedColumns: ["tenant_id", "id"];
          },
        ];
      };
      contact_stages: {
        Row: {
          archived_at: string | null;
          created_at: string;
          id: string;
          name: string;
          position: number;
          tenant_id: string;
        };
        ComputedFields: never;
        Insert: {
          archived_at?: string | null;
          created_at?: string;
          id?: string;
          name: string;
          position?: number;
          tenant_id: string;
        };
        Update: {
          archived_at?: string | null;
          created_at?: string;
          id?: string;
          name?: string;
          position?: number;
          tenant_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "contact_stages_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
        ];
      };
      contact_tags: {
        Row: {
          contact_id: string;
          created_at: string;
          sort_name: string;
          tag_id: string;
          tenant_id: string;
        };
        ComputedFields: never;
        Insert: {
          contact_id: string;
          created_at?: string;
          sort_name?: string;
          tag_id: string;
          tenant_id: string;
        };
        Update: {
          contact_id?: string;
          created_at?: string;
          sort_name?: string;
          tag_id?: string;
          tenant_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "contact_tags_tenant_id_contact_id_fkey";
            columns: ["tenant_id", "contact_id"];
            isOneToOne: false;
            referencedRelation: "contacts";
            referencedColumns: ["tenant_id", "id"];
          },
          {
            foreignKeyName: "contact_tags_tenant_id_tag_id_fkey";
            columns: ["tenant_id", "tag_id"];
            isOneToOne: false;
            referencedRelation: "tags";
            referencedColumns: ["tenant_id", "id"];
          },
        ];
      };
      contact_views: {
        Row: {
          created_at: string;
          id: string;
          is_shared: boolean;
          name: string;
          owner_id: string;
          query: NonNullable<Json>;
          tenant_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          id?: string;
          is_shared?: boolean;
          name: string;
          owner_id?: string;
          query: NonNullable<Json>;
          tenant_id: string;
        };
        Update: {
          created_at?: string;
          id?: string;
          is_shared?: boolean;
          name?: string;
          owner_id?: string;
          query?: NonNullable<Json>;
          tenant_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "contact_views_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
        ];
      };
      contacts: {
        Row: {
          address: string;
          archived_at: string | null;
          company: string;
          company_id: string | null;
          created_at: string;
          custom: NonNullable<Json>;
          edited_by: NonNullable<Json>;
          email_words: string;
          id: string;
          name: string;
          owner_id: string | null;
          phone_words: string;
          search: unknown;
          sort_name: string;
          stage_id: string | null;
          tenant_id: string;
          time_zone: string | null;
          title: string;
          updated_at: string;
          version: number;
          zone_guessed: boolean;
        };
        ComputedFields: never;
        Insert: {
          address?: string;
          archived_at?: string | null;
          company?: string;
          company_id?: string | null;
          created_at?: string;
          custom?: NonNullable<Json>;
          edited_by?: NonNullable<Json>;
          email_words?: string;
          id?: string;
          name: string;
          owner_id?: string | null;
          phone_words?: string;
          search?: never;
          sort_name?: never;
          stage_id?: string | null;
          tenant_id: string;
          time_zone?: string | null;
          title?: string;
          updated_at?: string;
          version?: number;
          zone_guessed?: boolean;
        };
        Update: {
          address?: string;
          archived_at?: string | null;
          company?: string;
          company_id?: string | null;
          created_at?: string;
          custom?: NonNullable<Json>;
          edited_by?: NonNullable<Json>;
          email_words?: string;
          id?: string;
          name?: string;
          owner_id?: string | null;
          phone_words?: string;
          search?: never;
          sort_name?: never;
          stage_id?: string | null;
          tenant_id?: string;
          time_zone?: string | null;
          title?: string;
          updated_at?: string;
          version?: number;
          zone_guessed?: boolean;
        };
        Relationships: [
          {
            foreignKeyName: "contacts_tenant_id_company_id_fkey";
            columns: ["tenant_id", "company_id"];
            isOneToOne: false;
            referencedRelation: "companies";
            referencedColumns: ["tenant_id", "id"];
          },
          {
            foreignKeyName: "contacts_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "contacts_tenant_id_owner_id_fkey";
            columns: ["tenant_id", "owner_id"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["tenant_id", "user_id"];
          },
          {
            foreignKeyName: "contacts_tenant_id_stage_id_fkey";
            columns: ["tenant_id", "stage_id"];
            isOneToOne: false;
            referencedRelation: "contact_stages";
            referencedColumns: ["tenant_id", "id"];
          },
        ];
      };
      dispositions: {
        Row: {
          archived_at: string | null;
          created_at: string;
          follow_up: string;
          follow_up_minutes: number | null;
          id: string;
          key: number | null;
          label: string;
          position: number;
          stage_id: string | null;
          tenant_id: string;
        };
        ComputedFields: never;
        Insert: {
          archived_at?: string | null;
          created_at?: string;
          follow_up?: string;
          follow_up_minutes?: number | null;
          id?: string;
          key?: number | null;
          label: string;
          position?: number;
          stage_id?: string | null;
          tenant_id: string;
        };
        Update: {
          archived_at?: string | null;
          created_at?: string;
          follow_up?: string;
          follow_up_minutes?: number | null;
          id?: string;
          key?: number | null;
          label?: string;
          position?: number;
          stage_id?: string | null;
          tenant_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "dispositions_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "dispositions_tenant_id_stage_id_fkey";
            columns: ["tenant_id", "stage_id"];
            isOneToOne: false;
            referencedRelation: "contact_stages";
            referencedColumns: ["tenant_id", "id"];
          },
        ];
      };
      do_not_call: {
        Row: {
          added_by: string;
          created_at: string;
          id: string;
          note: string | null;
          number: string;
          tenant_id: string;
        };
        ComputedFields: never;
        Insert: {
          added_by?: string;
          created_at?: string;
          id?: string;
          note?: string | null;
          number: string;
          tenant_id: string;
        };
        Update: {
          added_by?: string;
          created_at?: string;
          id?: string;
          note?: string | null;
          number?: string;
          tenant_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "do_not_call_tenant_id_added_by_fkey";
            columns: ["tenant_id", "added_by"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["tenant_id", "user_id"];
          },
          {
            foreignKeyName: "do_not_call_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
        ];
      };
      further_phones: {
        Row: {
          name: string;
          phone: string;
          place: number;
          rings: boolean;
          tenant_id: string;
          updated_at: string;
          user_id: string;
          verified_at: string | null;
        };
        ComputedFields: never;
        Insert: {
          name?: string;
          phone: string;
          place: number;
          rings?: boolean;
          tenant_id: string;
          updated_at?: string;
          user_id: string;
          verified_at?: string | null;
        };
        Update: {
          name?: string;
          phone?: string;
          place?: number;
          rings?: boolean;
          tenant_id?: string;
          updated_at?: string;
          user_id?: string;
          verified_at?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "further_phones_tenant_id_user_id_fkey";
            columns: ["tenant_id", "user_id"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["tenant_id", "user_id"];
          },
        ];
      };
      groups: {
        Row: {
          created_at: string;
          id: string;
          name: string;
          people: string[];
          tenant_id: string;
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          id?: string;
          name: string;
          people?: string[];
          tenant_id: string;
          updated_at?: string;
        };
        Update: {
          created_at?: string;
          id?: string;
          name?: string;
          people?: string[];
          tenant_id?: string;
          updated_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: "groups_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
        ];
      };
      import_columns: {
        Row: {
          columns: NonNullable<Json>;
          signature: string;
          tenant_id: string;
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          columns: NonNullable<Json>;
          signature: string;
          tenant_id: string;
          updated_at?: string;
        };
        Update: {
          columns?: NonNullable<Json>;
          signature?: string;
          tenant_id?: string;
          updated_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: "import_columns_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
        ];
      };
      import_rows: {
        Row: {
          cells: Json | null;
          contact_id: string | null;
          had: Json | null;
          import_id: string;
          line: number;
          outcome: string;
          reason: string | null;
          tenant_id: string;
          undone: string | null;
          without: string | null;
          wrote: Json | null;
        };
        ComputedFields: never;
        Insert: {
          cells?: Json | null;
          contact_id?: string | null;
          had?: Json | null;
          import_id: string;
          line: number;
          outcome: string;
          reason?: string | null;
          tenant_id: string;
          undone?: string | null;
          without?: string | null;
          wrote?: Json | null;
        };
        Update: {
          cells?: Json | null;
          contact_id?: string | null;
          had?: Json | null;
          import_id?: string;
          line?: number;
          outcome?: string;
          reason?: string | null;
          tenant_id?: string;
          undone?: string | null;
          without?: string | null;
          wrote?: Json | null;
        };
        Relationships: [
          {
            foreignKeyName: "import_rows_tenant_id_import_id_fkey";
            columns: ["tenant_id", "import_id"];
            isOneToOne: false;
            referencedRelation: "contact_imports";
            referencedColumns: ["tenant_id", "id"];
          },
        ];
      };
      invitations: {
        Row: {
          accepted_at: string | null;
          accepted_by: string | null;
          created_at: string;
          email: string;
          expires_at: string;
          id: string;
          invited_by: string;
          revoked_at: string | null;
          role: Database["public"]["Enums"]["member_role"];
          sent_at: string;
          tenant_id: string;
          token_hash: string;
        };
        ComputedFields: never;
        Insert: {
          accepted_at?: string | null;
          accepted_by?: string | null;
          created_at?: string;
          email: string;
          expires_at: string;
          id?: string;
          invited_by: string;
          revoked_at?: string | null;
          role: Database["public"]["Enums"]["member_role"];
          sent_at?: string;
          tenant_id: string;
          token_hash: string;
        };
        Update: {
          accepted_at?: string | null;
          accepted_by?: string | null;
          created_at?: string;
          email?: string;
          expires_at?: string;
          id?: string;
          invited_by?: string;
          revoked_at?: string | null;
          role?: Database["public"]["Enums"]["member_role"];
          sent_at?: string;
          tenant_id?: string;
          token_hash?: string;
        };
        Relationships: [
          {
            foreignKeyName: "invitations_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "invitations_tenant_id_invited_by_fkey";
            columns: ["tenant_id", "invited_by"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["tenant_id", "user_id"];
          },
        ];
      };
      kept_webhooks: {
        Row: {
          kept_at: string;
          phone_number_id: string;
          tenant_id: string;
          webhooks: NonNullable<Json>;
        };
        ComputedFields: never;
        Insert: {
          kept_at?: string;
          phone_number_id: string;
          tenant_id: string;
          webhooks: NonNullable<Json>;
        };
        Update: {
          kept_at?: string;
          phone_number_id?: string;
          tenant_id?: string;
          webhooks?: NonNullable<Json>;
        };
        Relationships: [
          {
            foreignKeyName: "kept_webhooks_tenant_id_phone_number_id_fkey";
            columns: ["tenant_id", "phone_number_id"];
            isOneToOne: true;
            referencedRelation: "phone_numbers";
            referencedColumns: ["tenant_id", "id"];
          },
        ];
      };
      leg_quality: {
        Row: {
          call_sid: string;
          jitter_ms: number | null;
          lost_percent: number | null;
          mos: number | null;
          page_closed: boolean;
          rtt_ms: number | null;
          seconds: number;
          started_at: string;
          stretches: number;
          tenant_id: string;
          user_id: string;
          warnings: string[];
          worst_at: string | null;
          worst_jitter_ms: number | null;
          worst_lost_percent: number | null;
          worst_mos: number | null;
          worst_rtt_ms: number | null;
          worst_seconds: number | null;
        };
        ComputedFields: never;
        Insert: {
          call_sid: string;
          jitter_ms?: number | null;
          lost_percent?: number | null;
          mos?: number | null;
          page_closed?: boolean;
          rtt_ms?: number | null;
          seconds?: number;
          started_at?: string;
          stretches?: number;
          tenant_id: string;
          user_id: string;
          warnings?: string[];
          worst_at?: string | null;
          worst_jitter_ms?: number | null;
          worst_lost_percent?: number | null;
          worst_mos?: number | null;
          worst_rtt_ms?: number | null;
          worst_seconds?: number | null;
        };
        Update: {
          call_sid?: string;
          jitter_ms?: number | null;
          lost_percent?: number | null;
          mos?: number | null;
          page_closed?: boolean;
          rtt_ms?: number | null;
          seconds?: number;
          started_at?: string;
          stretches?: number;
          tenant_id?: string;
          user_id?: string;
          warnings?: string[];
          worst_at?: string | null;
          worst_jitter_ms?: number | null;
          worst_lost_percent?: number | null;
          worst_mos?: number | null;
          worst_rtt_ms?: number | null;
          worst_seconds?: number | null;
        };
        Relationships: [
          {
            foreignKeyName: "leg_quality_call_sid_tenant_id_fkey";
            columns: ["call_sid", "tenant_id"];
            isOneToOne: true;
            referencedRelation: "call_legs";
            referencedColumns: ["call_sid", "tenant_id"];
          },
        ];
      };
      livekit_accounts: {
        Row: {
          api_key: string;
          api_secret_ciphertext: string;
          dispatch_rule_id: string | null;
          has_programmable_sip: boolean;
          is_on: boolean;
          region: string | null;
          reported_at: string | null;
          room_prefix: string;
          set_up_at: string | null;
          setup_claim: string | null;
          setup_until: string | null;
          silence_seconds: number | null;
          sip_host: string | null;
          sip_password_ciphertext: string;
          sip_username: string;
          tenant_id: string;
          transport: string;
          trunk_id: string | null;
          trunk_numbers: string[];
          updated_at: string;
          url: string;
        };
        ComputedFields: never;
        Insert: {
          api_key: string;
          api_secret_ciphertext: string;
          dispatch_rule_id?: string | null;
          has_programmable_sip?: boolean;
          is_on?: boolean;
          region?: string | null;
          reported_at?: string | null;
          room_prefix: string;
          set_up_at?: string | null;
          setup_claim?: string | null;
          setup_until?: string | null;
          silence_seconds?: number | null;
          sip_host?: string | null;
          sip_password_ciphertext: string;
          sip_username: string;
          tenant_id: string;
          transport?: string;
          trunk_id?: string | null;
          trunk_numbers?: string[];
          updated_at?: string;
          url: string;
        };
        Update: {
          api_key?: string;
          api_secret_ciphertext?: string;
          dispatch_rule_id?: string | null;
          has_programmable_sip?: boolean;
          is_on?: boolean;
          region?: string | null;
          reported_at?: string | null;
          room_prefix?: string;
          set_up_at?: string | null;
          setup_claim?: string | null;
          setup_until?: string | null;
          silence_seconds?: number | null;
          sip_host?: string | null;
          sip_password_ciphertext?: string;
          sip_username?: string;
          tenant_id?: string;
          transport?: string;
          trunk_id?: string | null;
          trunk_numbers?: string[];
          updated_at?: string;
          url?: string;
        };
        Relationships: [
          {
            foreignKeyName: "livekit_accounts_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: true;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
        ];
      };
      logged_calls: {
        Row: {
          contact_id: string;
          created_at: string;
          direction: string;
          disposition_id: string | null;
          duration_seconds: number | null;
          happened_at: string;
          id: string;
          note: string;
          tenant_id: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          contact_id: string;
          created_at?: string;
          direction: string;
          disposition_id?: string | null;
          duration_seconds?: number | null;
          happened_at: string;
          id?: string;
          note?: string;
          tenant_id: string;
          user_id?: string;
        };
        Update: {
          contact_id?: string;
          created_at?: string;
          direction?: string;
          disposition_id?: string | null;
          duration_seconds?: number | null;
          happened_at?: string;
          id?: string;
          note?: string;
          tenant_id?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "logged_calls_tenant_id_contact_id_fkey";
            columns: ["tenant_id", "contact_id"];
            isOneToOne: false;
            referencedRelation: "contacts";
            referencedColumns: ["tenant_id", "id"];
          },
          {
            foreignKeyName: "logged_calls_tenant_id_disposition_id_fkey";
            columns: ["tenant_id", "disposition_id"];
            isOneToOne: false;
            referencedRelation: "dispositions";
            referencedColumns: ["tenant_id", "id"];
          },
          {
            foreignKeyName: "logged_calls_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
        ];
      };
      message_events: {
        Row: {
          created_at: string;
          dedupe_key: string;
          event_data: NonNullable<Json>;
          event_type: string;
          id: number;
          message_id: string | null;
          message_sid: string | null;
          occurred_at: string;
          problem: string | null;
          problem_event: Json | null;
          query: string | null;
          solved_at: string | null;
          solved_by: string | null;
          tenant_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          dedupe_key: string;
          event_data: NonNullable<Json>;
          event_type: string;
          id?: never;
          message_id?: string | null;
          message_sid?: string | null;
          occurred_at: string;
          problem?: string | null;
          problem_event?: Json | null;
          query?: string | null;
          solved_at?: string | null;
          solved_by?: string | null;
          tenant_id: string;
        };
        Update: {
          created_at?: string;
          dedupe_key?: string;
          event_data?: NonNullable<Json>;
          event_type?: string;
          id?: never;
          message_id?: string | null;
          message_sid?: string | null;
          occurred_at?: string;
          problem?: string | null;
          problem_event?: Json | null;
          query?: string | null;
          solved_at?: string | null;
          solved_by?: string | null;
          tenant_id?: string;
        };
        Relationships: [];
      };
      message_media: {
        Row: {
          bytes: number | null;
          content_type: string;
          created_at: string;
          id: string;
          media_sid: string | null;
          message_id: string | null;
          name: string;
          position: number;
          problem: string | null;
          state: string;
          tenant_id: string;
          uploaded_by: string | null;
        };
        ComputedFields: never;
        Insert: {
          bytes?: number | null;
          content_type: string;
          created_at: string;
          id?: string;
          media_sid?: string | null;
          message_id?: string | null;
          name?: string;
          position?: number;
          problem?: string | null;
          state: string;
          tenant_id: string;
          uploaded_by?: string | null;
        };
        Update: {
          bytes?: number | null;
          content_type?: string;
          created_at?: string;
          id?: string;
          media_sid?: string | null;
          message_id?: string | null;
          name?: string;
          position?: number;
          problem?: string | null;
          state?: string;
          tenant_id?: string;
          uploaded_by?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "message_media_tenant_id_message_id_fkey";
            columns: ["tenant_id", "message_id"];
            isOneToOne: false;
            referencedRelation: "messages";
            referencedColumns: ["tenant_id", "id"];
          },
        ];
      };
      message_rules: {
        Row: {
          action: string;
          body: string;
          created_at: string;
          enabled: boolean;
          id: string;
          keyword: string | null;
          kind: string;
          open_days: number[];
          open_from: string | null;
          open_until: string | null;
          phone_number_id: string | null;
          tenant_id: string;
        };
        ComputedFields: never;
        Insert: {
          action?: string;
          body: string;
          created_at?: string;
          enabled?: boolean;
          id?: string;
          keyword?: string | null;
          kind: string;
          open_days?: number[];
          open_from?: string | null;
          open_until?: string | null;
          phone_number_id?: string | null;
          tenant_id: string;
        };
        Update: {
          action?: string;
          body?: string;
          created_at?: string;
          enabled?: boolean;
          id?: string;
          keyword?: string | null;
          kind?: string;
          open_days?: number[];
          open_from?: string | null;
          open_until?: string | null;
          phone_number_id?: string | null;
          tenant_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "message_rules_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "message_rules_tenant_id_phone_number_id_fkey";
            columns: ["tenant_id", "phone_number_id"];
            isOneToOne: false;
            referencedRelation: "phone_numbers";
            referencedColumns: ["tenant_id", "id"];
          },
        ];
      };
      message_threads: {
        Row: {
          closed_at: string | null;
          contact_id: string | null;
          created_at: string;
          customer_number: string;
          id: string;
          last_direction: string;
          last_failed: boolean;
          last_message_at: string;
          last_text: string;
          owner_id: string | null;
          phone_number_id: string;
          tenant_id: string;
          unread_count: number;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          closed_at?: string | null;
          contact_id?: string | null;
          created_at: string;
          customer_number: string;
          id?: string;
          last_direction: string;
          last_failed?: boolean;
          last_message_at: string;
          last_text: string;
          owner_id?: string | null;
          phone_number_id: string;
          tenant_id: string;
          unread_count?: number;
          version?: number;
        };
        Update: {
          closed_at?: string | null;
          contact_id?: string | null;
          created_at?: string;
          customer_number?: string;
          id?: string;
          last_direction?: string;
          last_failed?: boolean;
          last_message_at?: string;
          last_text?: string;
          owner_id?: string | null;
          phone_number_id?: string;
          tenant_id?: string;
          unread_count?: number;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: "message_threads_tenant_id_contact_id_fkey";
            columns: ["tenant_id", "contact_id"];
            isOneToOne: false;
            referencedRelation: "contacts";
            referencedColumns: ["tenant_id", "id"];
          },
          {
            foreignKeyName: "message_threads_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "message_threads_tenant_id_phone_number_id_fkey";
            columns: ["tenant_id", "phone_number_id"];
            isOneToOne: false;
            referencedRelation: "phone_numbers";
            referencedColumns: ["tenant_id", "id"];
          },
        ];
      };
      messages: {
        Row: {
          automatic: string | null;
          body: string;
          checks: number;
          contact_id: string | null;
          created_at: string;
          customer_number: string;
          delivered_at: string | null;
          direction: string;
          error_code: number | null;
          error_message: string | null;
          first_thread_id: string;
          id: string;
          media_count: number;
          message_sid: string | null;
          next_check_at: string | null;
          opt_out: string | null;
          phone_number_id: string;
          price: number | null;
          price_unit: string | null;
          segments: number | null;
          send_at: string | null;
          sent_at: string | null;
          status: Database["public"]["Enums"]["message_status"];
          tenant_id: string;
          thread_id: string;
          user_id: string | null;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          automatic?: string | null;
          body: string;
          checks?: number;
          contact_id?: string | null;
          created_at: string;
          customer_number: string;
          delivered_at?: string | null;
          direction: string;
          error_code?: number | null;
          error_message?: string | null;
          first_thread_id: string;
          id: string;
          media_count?: number;
          message_sid?: string | null;
          next_check_at?: string | null;
          opt_out?: string | null;
          phone_number_id: string;
          price?: number | null;
          price_unit?: string | null;
          segments?: number | null;
          send_at?: string | null;
          sent_at?: string | null;
          status: Database["public"]["Enums"]["message_status"];
          tenant_id: string;
          thread_id: string;
          user_id?: string | null;
          version?: number;
        };
        Update: {
          automatic?: string | null;
          body?: string;
          checks?: number;
          contact_id?: string | null;
          created_at?: string;
          customer_number?: string;
          delivered_at?: string | null;
          direction?: string;
          error_code?: number | null;
          error_message?: string | null;
          first_thread_id?: string;
          id?: string;
          media_count?: number;
          message_sid?: string | null;
          next_check_at?: string | null;
          opt_out?: string | null;
          phone_number_id?: string;
          price?: number | null;
          price_unit?: string | null;
          segments?: number | null;
          send_at?: string | null;
          sent_at?: string | null;
          status?: Database["public"]["Enums"]["message_status"];
          tenant_id?: string;
          thread_id?: string;
          user_id?: string | null;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: "messages_tenant_id_contact_id_fkey";
            columns: ["tenant_id", "contact_id"];
            isOneToOne: false;
            referencedRelation: "contacts";
            referencedColumns: ["tenant_id", "id"];
          },
          {
            foreignKeyName: "messages_tenant_id_thread_id_fkey";
            columns: ["tenant_id", "thread_id"];
            isOneToOne: false;
            referencedRelation: "message_threads";
            referencedColumns: ["tenant_id", "id"];
          },
        ];
      };
      missed_callers: {
        Row: {
          call_id: string;
          caller: string;
          calls: number;
          claimed_at: string | null;
          claimed_by: string | null;
          closed_at: string | null;
          counts_after: string | null;
          dismissed_at: string | null;
          dismissed_by: string | null;
          dismissed_note: string | null;
          dismissed_reason: string | null;
          first_missed_at: string;
          id: string;
          kind: string;
          missed_at: string;
          reached_at: string | null;
          reached_by: string | null;
          reached_call_id: string | null;
          reached_direction: string | null;
          rung: string[];
          tenant_id: string;
        };
        ComputedFields: never;
        Insert: {
          call_id: string;
          caller: string;
          calls: number;
          claimed_at?: string | null;
          claimed_by?: string | null;
          closed_at?: never;
          counts_after?: string | null;
          dismissed_at?: string | null;
          dismissed_by?: string | null;
          dismissed_note?: string | null;
          dismissed_reason?: string | null;
          first_missed_at: string;
          id?: string;
          kind: string;
          missed_at: string;
          reached_at?: string | null;
          reached_by?: string | null;
          reached_call_id?: string | null;
          reached_direction?: string | null;
          rung?: string[];
          tenant_id: string;
        };
        Update: {
          call_id?: string;
          caller?: string;
          calls?: number;
          claimed_at?: string | null;
          claimed_by?: string | null;
          closed_at?: never;
          counts_after?: string | null;
          dismissed_at?: string | null;
          dismissed_by?: string | null;
          dismissed_note?: string | null;
          dismissed_reason?: string | null;
          first_missed_at?: string;
          id?: string;
          kind?: string;
          missed_at?: string;
          reached_at?: string | null;
          reached_by?: string | null;
          reached_call_id?: string | null;
          reached_direction?: string | null;
          rung?: string[];
          tenant_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "missed_callers_tenant_id_call_id_fkey";
            columns: ["tenant_id", "call_id"];
            isOneToOne: false;
            referencedRelation: "calls";
            referencedColumns: ["tenant_id", "id"];
          },
        ];
      };
      notes: {
        Row: {
          author_id: string | null;
          body: string;
          call_id: string | null;
          contact_id: string | null;
          created_at: string;
          edited_by: string | null;
          id: string;
          is_call_note: boolean;
          pinned_at: string | null;
          tenant_id: string;
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          author_id?: string | null;
          body: string;
          call_id?: string | null;
          contact_id?: string | null;
          created_at?: string;
          edited_by?: string | null;
          id?: string;
          is_call_note?: boolean;
          pinned_at?: string | null;
          tenant_id: string;
          updated_at?: string;
        };
        Update: {
          author_id?: string | null;
          body?: string;
          call_id?: string | null;
          contact_id?: string | null;
          created_at?: string;
          edited_by?: string | null;
          id?: string;
          is_call_note?: boolean;
          pinned_at?: string | null;
          tenant_id?: string;
          updated_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: "notes_tenant_id_call_id_fkey";
            columns: ["tenant_id", "call_id"];
            isOneToOne: false;
            referencedRelation: "calls";
            referencedColumns: ["tenant_id", "id"];
          },
          {
            foreignKeyName: "notes_tenant_id_contact_id_fkey";
            columns: ["tenant_id", "contact_id"];
            isOneToOne: false;
            referencedRelation: "contacts";
            referencedColumns: ["tenant_id", "id"];
          },
          {
            foreignKeyName: "notes_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
        ];
      };
      notification_settings: {
        Row: {
          browser_off: string[];
          mail_at: string | null;
          mail_off: string[];
          mailed_on: string | null;
          tenant_id: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          browser_off?: string[];
          mail_at?: string | null;
          mail_off?: string[];
          mailed_on?: string | null;
          tenant_id: string;
          user_id: string;
        };
        Update: {
          browser_off?: string[];
          mail_at?: string | null;
          mail_off?: string[];
          mailed_on?: string | null;
          tenant_id?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "notification_settings_tenant_id_user_id_fkey";
            columns: ["tenant_id", "user_id"];
            isOneToOne: true;
            referencedRelation: "profiles";
            referencedColumns: ["tenant_id", "user_id"];
          },
        ];
      };
      notifications: {
        Row: {
          actor_id: string | null;
          created_at: string;
          facts: NonNullable<Json>;
          id: string;
          in_browser: boolean;
          kind: string;
          read_at: string | null;
          subject: string;
          subject_id: string;
          tenant_id: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          actor_id?: string | null;
          created_at?: string;
          facts?: NonNullable<Json>;
          id?: string;
          in_browser?: boolean;
          kind: string;
          read_at?: string | null;
          subject: string;
          subject_id: string;
          tenant_id: string;
          user_id: string;
        };
        Update: {
          actor_id?: string | null;
          created_at?: string;
          facts?: NonNullable<Json>;
          id?: string;
          in_browser?: boolean;
          kind?: string;
          read_at?: string | null;
          subject?: string;
          subject_id?: string;
          tenant_id?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "notifications_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "notifications_tenant_id_user_id_fkey";
            columns: ["tenant_id", "user_id"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["tenant_id", "user_id"];
          },
        ];
      };
      number_orders: {
        Row: {
          began_at: string;
          currency: string | null;
          id: string;
          monthly_price: number | null;
          number: string;
          ordered_by: string;
          state: string;
          tenant_id: string;
        };
        ComputedFields: never;
        Insert: {
          began_at?: string;
          currency?: string | null;
          id?: string;
          monthly_price?: number | null;
          number: string;
          ordered_by?: string;
          state: string;
          tenant_id: string;
        };
        Update: {
          began_at?: string;
          currency?: string | null;
          id?: string;
          monthly_price?: number | null;
          number?: string;
          ordered_by?: string;
          state?: string;
          tenant_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "number_orders_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "number_orders_tenant_id_ordered_by_fkey";
            columns: ["tenant_id", "ordered_by"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["tenant_id", "user_id"];
          },
        ];
      };
      opening_hours: {
        Row: {
          id: string;
          staff_id: string | null;
          tenant_id: string;
          updated_at: string;
          week: NonNullable<Json>;
        };
        ComputedFields: never;
        Insert: {
          id?: string;
          staff_id?: string | null;
          tenant_id: string;
          updated_at?: string;
          week: NonNullable<Json>;
        };
        Update: {
          id?: string;
          staff_id?: string | null;
          tenant_id?: string;
          updated_at?: string;
          week?: NonNullable<Json>;
        };
        Relationships: [
          {
            foreignKeyName: "opening_hours_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "opening_hours_tenant_id_staff_id_fkey";
            columns: ["tenant_id", "staff_id"];
            isOneToOne: true;
            referencedRelation: "staff";
            referencedColumns: ["tenant_id", "id"];
          },
        ];
      };
      opt_outs: {
        Row: {
          changed_at: string;
          number: string;
          opted_out: boolean;
          phone_number_id: string;
          source: string;
          tenant_id: string;
        };
        ComputedFields: never;
        Insert: {
          changed_at: string;
          number: string;
          opted_out: boolean;
          phone_number_id: string;
          source: string;
          tenant_id: string;
        };
        Update: {
          changed_at?: string;
          number?: string;
          opted_out?: boolean;
          phone_number_id?: string;
          source?: string;
          tenant_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "opt_outs_tenant_id_phone_number_id_fkey";
            columns: ["tenant_id", "phone_number_id"];
            isOneToOne: false;
            referencedRelation: "phone_numbers";
            referencedColumns: ["tenant_id", "id"];
          },
        ];
      };
      own_hours: {
        Row: {
          tenant_id: string;
          time_zone: string;
          updated_at: string;
          user_id: string;
          week: NonNullable<Json>;
        };
        ComputedFields: never;
        Insert: {
          tenant_id: string;
          time_zone: string;
          updated_at?: string;
          user_id: string;
          week: NonNullable<Json>;
        };
        Update: {
          tenant_id?: string;
          time_zone?: string;
          updated_at?: string;
          user_id?: string;
          week?: NonNullable<Json>;
        };
        Relationships: [
          {
            foreignKeyName: "own_hours_tenant_id_user_id_fkey";
            columns: ["tenant_id", "user_id"];
            isOneToOne: true;
            referencedRelation: "profiles";
            referencedColumns: ["tenant_id", "user_id"];
          },
        ];
      };
      personal_phones: {
        Row: {
          name: string;
          phone: string;
          tenant_id: string;
          updated_at: string;
          user_id: string;
          verified_at: string | null;
        };
        ComputedFields: never;
        Insert: {
          name?: string;
          phone: string;
          tenant_id: string;
          updated_at?: string;
          user_id: string;
          verified_at?: string | null;
        };
        Update: {
          name?: string;
          phone?: string;
          tenant_id?: string;
          updated_at?: string;
          user_id?: string;
          verified_at?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "personal_phones_tenant_id_user_id_fkey";
            columns: ["tenant_id", "user_id"];
            isOneToOne: true;
            referencedRelation: "profiles";
            referencedColumns: ["tenant_id", "user_id"];
          },
        ];
      };
      phone_numbers: {
        Row: {
          can_text: boolean;
          created_at: string;
          forward_to: string | null;
          id: string;
          name: string | null;
          number: string;
          removed_at: string | null;
          route_id: string | null;
          tenant_id: string;
          twilio_sid: string | null;
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          can_text?: boolean;
          created_at?: string;
          forward_to?: string | null;
          id?: string;
          name?: string | null;
          number: string;
          removed_at?: string | null;
          route_id?: string | null;
          tenant_id: string;
          twilio_sid?: string | null;
          updated_at?: string;
        };
        Update: {
          can_text?: boolean;
          created_at?: string;
          forward_to?: string | null;
          id?: string;
          name?: string | null;
          number?: string;
          removed_at?: string | null;
          route_id?: string | null;
          tenant_id?: string;
          twilio_sid?: string | null;
          updated_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: "phone_numbers_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "phone_numbers_tenant_id_forward_to_fkey";
            columns: ["tenant_id", "forward_to"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["tenant_id", "user_id"];
          },
          {
            foreignKeyName: "phone_numbers_tenant_id_route_id_fkey";
            columns: ["tenant_id", "route_id"];
            isOneToOne: false;
            referencedRelation: "routes";
            referencedColumns: ["tenant_id", "id"];
          },
        ];
      };
      phone_verifications: {
        Row: {
          call_sid: string | null;
          call_status: Database["public"]["Enums"]["call_status"] | null;
          code_hash: string;
          created_at: string;
          ended_as: string | null;
          ended_at: string | null;
          expires_at: string;
          from_number: string | null;
          id: string;
          next_check_at: string;
          phone: string;
          place: Json | null;
          price: number | null;
          price_unit: string | null;
          settled_at: string | null;
          tenant_id: string;
          user_id: string;
          wrong_tries: number;
        };
        ComputedFields: never;
        Insert: {
          call_sid?: string | null;
          call_status?: Database["public"]["Enums"]["call_status"] | null;
          code_hash: string;
          created_at: string;
          ended_as?: string | null;
          ended_at?: string | null;
          expires_at: string;
          from_number?: string | null;
          id: string;
          next_check_at: string;
          phone: string;
          place?: Json | null;
          price?: number | null;
          price_unit?: string | null;
          settled_at?: string | null;
          tenant_id: string;
          user_id: string;
          wrong_tries?: number;
        };
        Update: {
          call_sid?: string | null;
          call_status?: Database["public"]["Enums"]["call_status"] | null;
          code_hash?: string;
          created_at?: string;
          ended_as?: string | null;
          ended_at?: string | null;
          expires_at?: string;
          from_number?: string | null;
          id?: string;
          next_check_at?: string;
          phone?: string;
          place?: Json | null;
          price?: number | null;
          price_unit?: string | null;
          settled_at?: string | null;
          tenant_id?: string;
          user_id?: string;
          wrong_tries?: number;
        };
        Relationships: [
          {
            foreignKeyName: "phone_verifications_tenant_id_user_id_fkey";
            columns: ["tenant_id", "user_id"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["tenant_id", "user_id"];
          },
        ];
      };
      profiles: {
        Row: {
          checklist_dismissed_at: string | null;
          created_at: string;
          default_caller_id: string | null;
          default_number_id: string | null;
          email: string;
          extension: string | null;
          name: string;
          removed_at: string | null;
          role: Database["public"]["Enums"]["member_role"];
          tenant_id: string;
          user_id: string;
          wrap_up_prompt: boolean;
        };
        ComputedFields: never;
        Insert: {
          checklist_dismissed_at?: string | null;
          created_at?: string;
          default_caller_id?: string | null;
          default_number_id?: string | null;
          email: string;
          extension?: string | null;
          name: string;
          removed_at?: string | null;
          role: Database["public"]["Enums"]["member_role"];
          tenant_id: string;
          user_id: string;
          wrap_up_prompt?: boolean;
        };
        Update: {
          checklist_dismissed_at?: string | null;
          created_at?: string;
          default_caller_id?: string | null;
          default_number_id?: string | null;
          email?: string;
          extension?: string | null;
          name?: string;
          removed_at?: string | null;
          role?: Database["public"]["Enums"]["member_role"];
          tenant_id?: string;
          user_id?: string;
          wrap_up_prompt?: boolean;
        };
        Relationships: [
          {
            foreignKeyName: "profiles_tenant_id_default_caller_id_fkey";
            columns: ["tenant_id", "default_caller_id"];
            isOneToOne: false;
            referencedRelation: "caller_ids";
            referencedColumns: ["tenant_id", "id"];
          },
          {
            foreignKeyName: "profiles_tenant_id_default_number_id_fkey";
            columns: ["tenant_id", "default_number_id"];
            isOneToOne: false;
            referencedRelation: "phone_numbers";
            referencedColumns: ["tenant_id", "id"];
          },
          {
            foreignKeyName: "profiles_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
        ];
      };
      queue_entries: {
        Row: {
          answered_at: string | null;
          call_id: string;
          call_sid: string;
          group_id: string | null;
          heard_at: string;
          joined_at: string;
          name: string;
          next_try_at: string | null;
          people: string[] | null;
          priority: number;
          query: string | null;
          ringing: string | null;
          route_id: string;
          state: string;
          step: string;
          taken_at: string | null;
          taken_by: string | null;
          talked_before: number;
          tenant_id: string;
          tries: number;
        };
        ComputedFields: never;
        Insert: {
          answered_at?: string | null;
          call_id: string;
          call_sid: string;
          group_id?: string | null;
          heard_at: string;
          joined_at: string;
          name: string;
          next_try_at?: string | null;
          people?: string[] | null;
          priority: number;
          query?: string | null;
          ringing?: string | null;
          route_id: string;
          state?: string;
          step: string;
          taken_at?: string | null;
          taken_by?: string | null;
          talked_before?: number;
          tenant_id: string;
          tries?: number;
        };
        Update: {
          answered_at?: string | null;
          call_id?: string;
          call_sid?: string;
          group_id?: string | null;
          heard_at?: string;
          joined_at?: string;
          name?: string;
          next_try_at?: string | null;
          people?: string[] | null;
          priority?: number;
          query?: string | null;
          ringing?: string | null;
          route_id?: string;
          state?: string;
          step?: string;
          taken_at?: string | null;
          taken_by?: string | null;
          talked_before?: number;
          tenant_id?: string;
          tries?: number;
        };
        Relationships: [
          {
            foreignKeyName: "queue_entries_tenant_id_call_id_fkey";
            columns: ["tenant_id", "call_id"];
            isOneToOne: true;
            referencedRelation: "calls";
            referencedColumns: ["tenant_id", "id"];
          },
          {
            foreignKeyName: "queue_entries_tenant_id_route_id_fkey";
            columns: ["tenant_id", "route_id"];
            isOneToOne: false;
            referencedRelation: "routes";
            referencedColumns: ["tenant_id", "id"];
          },
        ];
      };
      realtime_prices: {
        Row: {
          audio_in: number;
          audio_out: number;
          cached_audio_in: number;
          cached_text_in: number;
          model: string;
          source: string;
          tenant_id: string;
          text_in: number;
          text_out: number;
          transcript_in: number;
          transcript_minute: number;
          transcript_out: number;
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          audio_in: number;
          audio_out: number;
          cached_audio_in: number;
          cached_text_in: number;
          model: string;
          source?: string;
          tenant_id: string;
          text_in: number;
          text_out: number;
          transcript_in?: number;
          transcript_minute?: number;
          transcript_out?: number;
          updated_at?: string;
        };
        Update: {
          audio_in?: number;
          audio_out?: number;
          cached_audio_in?: number;
          cached_text_in?: number;
          model?: string;
          source?: string;
          tenant_id?: string;
          text_in?: number;
          text_out?: number;
          transcript_in?: number;
          transcript_minute?: number;
          transcript_out?: number;
          updated_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: "realtime_prices_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
        ];
      };
      realtime_settings: {
        Row: {
          api_key_ciphertext: string;
          api_key_last_four: string;
          audio_format: string;
          base_url: string;
          model: string;
          tenant_id: string;
          transcription_model: string;
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          api_key_ciphertext: string;
          api_key_last_four: string;
          audio_format?: string;
          base_url: string;
          model: string;
          tenant_id: string;
          transcription_model: string;
          updated_at?: string;
        };
        Update: {
          api_key_ciphertext?: string;
          api_key_last_four?: string;
          audio_format?: string;
          base_url?: string;
          model?: string;
          tenant_id?: string;
          transcription_model?: string;
          updated_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: "realtime_settings_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: true;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
        ];
      };
      recordings: {
        Row: {
          call_id: string;
          call_sid: string | null;
          channels: number | null;
          created_at: string;
          deleted_answer: number | null;
          deleted_at: string | null;
          deleted_by: string | null;
          duration_seconds: number | null;
          id: string;
          purpose: string;
          recording_sid: string;
          source: string | null;
          started_at: string | null;
          status: string;
          tenant_id: string;
          transcript: string | null;
          transcript_problem: string | null;
          transcript_state: string | null;
          transcript_tries: number;
        };
        ComputedFields: never;
        Insert: {
          call_id: string;
          call_sid?: string | null;
          channels?: number | null;
          created_at: string;
          deleted_answer?: number | null;
          deleted_at?: string | null;
          deleted_by?: string | null;
          duration_seconds?: number | null;
          id?: string;
          purpose?: string;
          recording_sid: string;
          source?: string | null;
          started_at?: string | null;
          status: string;
          tenant_id: string;
          transcript?: string | null;
          transcript_problem?: string | null;
          transcript_state?: string | null;
          transcript_tries?: number;
        };
        Update: {
          call_id?: string;
          call_sid?: string | null;
          channels?: number | null;
          created_at?: string;
          deleted_answer?: number | null;
          deleted_at?: string | null;
          deleted_by?: string | null;
          duration_seconds?: number | null;
          id?: string;
          purpose?: string;
          recording_sid?: string;
          source?: string | null;
          started_at?: string | null;
          status?: string;
          tenant_id?: string;
          transcript?: string | null;
          transcript_problem?: string | null;
          transcript_state?: string | null;
          transcript_tries?: number;
        };
        Relationships: [
          {
            foreignKeyName: "recordings_tenant_id_call_id_fkey";
            columns: ["tenant_id", "call_id"];
            isOneToOne: false;
            referencedRelation: "calls";
            referencedColumns: ["tenant_id", "id"];
          },
        ];
      };
      room_people: {
        Row: {
          call_id: string;
          call_sid: string;
          declined_at: string | null;
          id: string;
          invited_by: string | null;
          over_at: string | null;
          rung_at: string;
          tenant_id: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          call_id: string;
          call_sid?: string;
          declined_at?: string | null;
          id?: string;
          invited_by?: string | null;
          over_at?: string | null;
          rung_at: string;
          tenant_id: string;
          user_id: string;
        };
        Update: {
          call_id?: string;
          call_sid?: string;
          declined_at?: string | null;
          id?: string;
          invited_by?: string | null;
          over_at?: string | null;
          rung_at?: string;
          tenant_id?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "room_people_tenant_id_call_id_fkey";
            columns: ["tenant_id", "call_id"];
            isOneToOne: false;
            referencedRelation: "calls";
            referencedColumns: ["tenant_id", "id"];
          },
          {
            foreignKeyName: "room_people_tenant_id_user_id_fkey";
            columns: ["tenant_id", "user_id"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["tenant_id", "user_id"];
          },
        ];
      };
      rooms: {
        Row: {
          answered_at: string | null;
          call_id: string | null;
          claimed_at: string | null;
          claimed_by: string | null;
          closed_at: string | null;
          end_reason: string | null;
          ended_at: string | null;
          heard_at: string | null;
          id: string;
          kind: string;
          name: string;
          silence_seconds: number | null;
          started_at: string;
          tenant_id: string;
        };
        ComputedFields: never;
        Insert: {
          answered_at?: string | null;
          call_id?: string | null;
          claimed_at?: string | null;
          claimed_by?: string | null;
          closed_at?: string | null;
          end_reason?: string | null;
          ended_at?: string | null;
          heard_at?: string | null;
          id?: string;
          kind: string;
          name: string;
          silence_seconds?: number | null;
          started_at: string;
          tenant_id: string;
        };
        Update: {
          answered_at?: string | null;
          call_id?: string | null;
          claimed_at?: string | null;
          claimed_by?: string | null;
          closed_at?: string | null;
          end_reason?: string | null;
          ended_at?: string | null;
          heard_at?: string | null;
          id?: string;
          kind?: string;
          name?: string;
          silence_seconds?: number | null;
          started_at?: string;
          tenant_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "rooms_tenant_id_call_id_fkey";
            columns: ["tenant_id", "call_id"];
            isOneToOne: false;
            referencedRelation: "calls";
            referencedColumns: ["tenant_id", "id"];
          },
        ];
      };
      route_versions: {
        Row: {
          body: NonNullable<Json>;
          id: string;
          published_at: string;
          published_by: string | null;
          route_id: string;
          tenant_id: string;
        };
        ComputedFields: never;
        Insert: {
          body: NonNullable<Json>;
          id?: string;
          published_at?: string;
          published_by?: string | null;
          route_id: string;
          tenant_id: string;
        };
        Update: {
          body?: NonNullable<Json>;
          id?: string;
          published_at?: string;
          published_by?: string | null;
          route_id?: string;
          tenant_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "route_versions_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "route_versions_tenant_id_published_by_fkey";
            columns: ["tenant_id", "published_by"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["tenant_id", "user_id"];
          },
          {
            foreignKeyName: "route_versions_tenant_id_route_id_fkey";
            columns: ["tenant_id", "route_id"];
            isOneToOne: false;
            referencedRelation: "routes";
            referencedColumns: ["tenant_id", "id"];
          },
        ];
      };
      routes: {
        Row: {
          created_at: string;
          draft: NonNullable<Json>;
          id: string;
          is_default: boolean;
          name: string;
          removed_at: string | null;
          tenant_id: string;
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          draft: NonNullable<Json>;
          id?: string;
          is_default?: boolean;
          name: string;
          removed_at?: string | null;
          tenant_id: string;
          updated_at?: string;
        };
        Update: {
          created_at?: string;
          draft?: NonNullable<Json>;
          id?: string;
          is_default?: boolean;
          name?: string;
          removed_at?: string | null;
          tenant_id?: string;
          updated_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: "routes_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
        ];
      };
      services: {
        Row: {
          archived_at: string | null;
          buffer_after_minutes: number;
          buffer_before_minutes: number;
          created_at: string;
          currency: string | null;
          duration_minutes: number;
          id: string;
          name: string;
          price_minor: number | null;
          spoken_names: string[];
          tenant_id: string;
        };
        ComputedFields: never;
        Insert: {
          archived_at?: string | null;
          buffer_after_minutes?: number;
          buffer_before_minutes?: number;
          created_at?: string;
          currency?: string | null;
          duration_minutes: number;
          id?: string;
          name: string;
          price_minor?: number | null;
          spoken_names?: string[];
          tenant_id: string;
        };
        Update: {
          archived_at?: string | null;
          buffer_after_minutes?: number;
          buffer_before_minutes?: number;
          created_at?: string;
          currency?: string | null;
          duration_minutes?: number;
          id?: string;
          name?: string;
          price_minor?: number | null;
          spoken_names?: string[];
          tenant_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "services_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
        ];
      };
      softphones: {
        Row: {
          device_id: string;
          seen_at: string;
          tenant_id: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          device_id: string;
          seen_at: string;
          tenant_id: string;
          user_id: string;
        };
        Update: {
          device_id?: string;
          seen_at?: string;
          tenant_id?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "softphones_tenant_id_user_id_fkey";
            columns: ["tenant_id", "user_id"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["tenant_id", "user_id"];
          },
        ];
      };
      staff: {
        Row: {
          archived_at: string | null;
          colour: number;
          created_at: string;
          id: string;
          kind: string;
          name: string;
          tenant_id: string;
          user_id: string | null;
        };
        ComputedFields: never;
        Insert: {
          archived_at?: string | null;
          colour?: number;
          created_at?: string;
          id?: string;
          kind?: string;
          name: string;
          tenant_id: string;
          user_id?: string | null;
        };
        Update: {
          archived_at?: string | null;
          colour?: number;
          created_at?: string;
          id?: string;
          kind?: string;
          name?: string;
          tenant_id?: string;
          user_id?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "staff_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "staff_tenant_id_user_id_fkey";
            columns: ["tenant_id", "user_id"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["tenant_id", "user_id"];
          },
        ];
      };
      staff_services: {
        Row: {
          service_id: string;
          staff_id: string;
          tenant_id: string;
        };
        ComputedFields: never;
        Insert: {
          service_id: string;
          staff_id: string;
          tenant_id: string;
        };
        Update: {
          service_id?: string;
          staff_id?: string;
          tenant_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "staff_services_tenant_id_service_id_fkey";
            columns: ["tenant_id", "service_id"];
            isOneToOne: false;
            referencedRelation: "services";
            referencedColumns: ["tenant_id", "id"];
          },
          {
            foreignKeyName: "staff_services_tenant_id_staff_id_fkey";
            columns: ["tenant_id", "staff_id"];
            isOneToOne: false;
            referencedRelation: "staff";
            referencedColumns: ["tenant_id", "id"];
          },
        ];
      };
      tags: {
        Row: {
          created_at: string;
          id: string;
          name: string;
          sort_name: string;
          tenant_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          id?: string;
          name: string;
          sort_name?: never;
          tenant_id: string;
        };
        Update: {
          created_at?: string;
          id?: string;
          name?: string;
          sort_name?: never;
          tenant_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "tags_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
        ];
      };
      tasks: {
        Row: {
          call_id: string | null;
          contact_id: string | null;
          created_at: string;
          created_by: string;
          disposition_id: string | null;
          done_at: string | null;
          done_by: string | null;
          due_at: string | null;
          edited_by: NonNullable<Json>;
          follows: string | null;
          id: string;
          notify_at: string | null;
          owner_id: string;
          remind_at: string | null;
          repeat: string;
          repeats_from: string | null;
          tenant_id: string;
          title: string;
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          call_id?: string | null;
          contact_id?: string | null;
          created_at?: string;
          created_by?: string;
          disposition_id?: string | null;
          done_at?: string | null;
          done_by?: string | null;
          due_at?: string | null;
          edited_by?: NonNullable<Json>;
          follows?: string | null;
          id?: string;
          notify_at?: string | null;
          owner_id?: string;
          remind_at?: string | null;
          repeat?: string;
          repeats_from?: string | null;
          tenant_id: string;
          title: string;
          updated_at?: string;
        };
        Update: {
          call_id?: string | null;
          contact_id?: string | null;
          created_at?: string;
          created_by?: string;
          disposition_id?: string | null;
          done_at?: string | null;
          done_by?: string | null;
          due_at?: string | null;
          edited_by?: NonNullable<Json>;
          follows?: string | null;
          id?: string;
          notify_at?: string | null;
          owner_id?: string;
          remind_at?: string | null;
          repeat?: string;
          repeats_from?: string | null;
          tenant_id?: string;
          title?: string;
          updated_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: "tasks_tenant_id_contact_id_fkey";
            columns: ["tenant_id", "contact_id"];
            isOneToOne: false;
            referencedRelation: "contacts";
            referencedColumns: ["tenant_id", "id"];
          },
          {
            foreignKeyName: "tasks_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
        ];
      };
      templates: {
        Row: {
          body: string;
          created_at: string;
          created_by: string;
          id: string;
          name: string;
          tenant_id: string;
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          body: string;
          created_at?: string;
          created_by?: string;
          id?: string;
          name: string;
          tenant_id: string;
          updated_at?: string;
        };
        Update: {
          body?: string;
          created_at?: string;
          created_by?: string;
          id?: string;
          name?: string;
          tenant_id?: string;
          updated_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: "templates_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
        ];
      };
      tenants: {
        Row: {
          after_call_seconds: number;
          agent_talks_at_once: number;
          allowed_countries: string[] | null;
          allowed_prefixes: string[];
          announce_countries: string[];
          announce_recording: string;
          announce_supervision: boolean;
          anonymous_calls: string;
          blocked_calls: string;
          call_time_limit_seconds: number;
          calls_at_once: number;
          country_code: string;
          created_at: string;
          id: string;
          keep_recordings_days: number | null;
          local_presence: boolean;
          name: string;
          quiet_from: string | null;
          quiet_until: string | null;
          realtime_epoch: number;
          record_internal_calls: boolean;
          recording_enabled: boolean;
          recording_notice: string;
          rep_caller_id: string;
          show_supervision: boolean;
          spend_per_day: number;
          tenant_calls_per_day: number;
          tenant_calls_per_hour: number;
          tenant_messages_per_day: number;
          tenant_messages_per_hour: number;
          time_zone: string;
          user_calls_per_day: number;
          user_calls_per_hour: number;
          user_messages_per_day: number;
          user_messages_per_hour: number;
        };
        ComputedFields: never;
        Insert: {
          after_call_seconds?: number;
          agent_talks_at_once?: number;
          allowed_countries?: string[] | null;
          allowed_prefixes?: string[];
          announce_countries?: string[];
          announce_recording?: string;
          announce_supervision?: boolean;
          anonymous_calls?: string;
          blocked_calls?: string;
          call_time_limit_seconds?: number;
          calls_at_once?: number;
          country_code?: string;
          created_at?: string;
          id?: string;
          keep_recordings_days?: number | null;
          local_presence?: boolean;
          name: string;
          quiet_from?: string | null;
          quiet_until?: string | null;
          realtime_epoch?: number;
          record_internal_calls?: boolean;
          recording_enabled?: boolean;
          recording_notice?: string;
          rep_caller_id?: string;
          show_supervision?: boolean;
          spend_per_day?: number;
          tenant_calls_per_day?: number;
          tenant_calls_per_hour?: number;
          tenant_messages_per_day?: number;
          tenant_messages_per_hour?: number;
          time_zone?: string;
          user_calls_per_day?: number;
          user_calls_per_hour?: number;
          user_messages_per_day?: number;
          user_messages_per_hour?: number;
        };
        Update: {
          after_call_seconds?: number;
          agent_talks_at_once?: number;
          allowed_countries?: string[] | null;
          allowed_prefixes?: string[];
          announce_countries?: string[];
          announce_recording?: string;
          announce_supervision?: boolean;
          anonymous_calls?: string;
          blocked_calls?: string;
          call_time_limit_seconds?: number;
          calls_at_once?: number;
          country_code?: string;
          created_at?: string;
          id?: string;
          keep_recordings_days?: number | null;
          local_presence?: boolean;
          name?: string;
          quiet_from?: string | null;
          quiet_until?: string | null;
          realtime_epoch?: number;
          record_internal_calls?: boolean;
          recording_enabled?: boolean;
          recording_notice?: string;
          rep_caller_id?: string;
          show_supervision?: boolean;
          spend_per_day?: number;
          tenant_calls_per_day?: number;
          tenant_calls_per_hour?: number;
          tenant_messages_per_day?: number;
          tenant_messages_per_hour?: number;
          time_zone?: string;
          user_calls_per_day?: number;
          user_calls_per_hour?: number;
          user_messages_per_day?: number;
          user_messages_per_hour?: number;
        };
        Relationships: [];
      };
      transcription_settings: {
        Row: {
          api_key_ciphertext: string;
          api_key_last_four: string;
          base_url: string;
          model: string;
          tenant_id: string;
          transcribes_talks: boolean;
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          api_key_ciphertext: string;
          api_key_last_four: string;
          base_url: string;
          model: string;
          tenant_id: string;
          transcribes_talks?: boolean;
          updated_at?: string;
        };
        Update: {
          api_key_ciphertext?: string;
          api_key_last_four?: string;
          base_url?: string;
          model?: string;
          tenant_id?: string;
          transcribes_talks?: boolean;
          updated_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: "transcription_settings_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: true;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
        ];
      };
      twilio_accounts: {
        Row: {
          account_sid: string;
          auth_token_ciphertext: string;
          auth_token_last_four: string;
          lost_at: string | null;
          tenant_id: string;
          updated_at: string;
          verified_at: string | null;
        };
        ComputedFields: never;
        Insert: {
          account_sid: string;
          auth_token_ciphertext: string;
          auth_token_last_four: string;
          lost_at?: string | null;
          tenant_id: string;
          updated_at?: string;
          verified_at?: string | null;
        };
        Update: {
          account_sid?: string;
          auth_token_ciphertext?: string;
          auth_token_last_four?: string;
          lost_at?: string | null;
          tenant_id?: string;
          updated_at?: string;
          verified_at?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "twilio_accounts_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: true;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
        ];
      };
      voice_agent_figures: {
        Row: {
          agent_id: string;
          asked_again: number;
          booked: number;
          call_id: string;
          cost: number | null;
          false_booked: boolean;
          latencies: number[];
          outcome: string;
          rating: number | null;
          session_id: string;
          started_at: string;
          talk_seconds: number;
          tenant_id: string;
          turns: number;
        };
        ComputedFields: never;
        Insert: {
          agent_id: string;
          asked_again: number;
          booked: number;
          call_id: string;
          cost?: number | null;
          false_booked: boolean;
          latencies: number[];
          outcome: string;
          rating?: number | null;
          session_id: string;
          started_at: string;
          talk_seconds: number;
          tenant_id: string;
          turns: number;
        };
        Update: {
          agent_id?: string;
          asked_again?: number;
          booked?: number;
          call_id?: string;
          cost?: number | null;
          false_booked?: boolean;
          latencies?: number[];
          outcome?: string;
          rating?: number | null;
          session_id?: string;
          started_at?: string;
          talk_seconds?: number;
          tenant_id?: string;
          turns?: number;
        };
        Relationships: [
          {
            foreignKeyName: "voice_agent_figures_tenant_id_session_id_fkey";
            columns: ["tenant_id", "session_id"];
            isOneToOne: true;
            referencedRelation: "voice_agent_sessions";
            referencedColumns: ["tenant_id", "id"];
          },
        ];
      };
      voice_agent_sessions: {
        Row: {
          agent_id: string;
          asked: string | null;
          asked_by: string | null;
          call_id: string;
          call_sid: string;
          ended_at: string | null;
          id: string;
          interruptions: number;
          language: string | null;
          message: string | null;
          model: string | null;
          notice_heard_at: string | null;
          outcome: string | null;
          place: string;
          rating: number | null;
          reason: string | null;
          reconnects: number;
          recording_at: string | null;
          recording_sid: string | null;
          silences: number;
          started_at: string;
          status: string;
          summary: string | null;
          talking_at: string | null;
          tenant_id: string;
          usage: NonNullable<Json>;
          version_id: string;
          worker_id: string;
        };
        ComputedFields: never;
        Insert: {
          agent_id: string;
          asked?: string | null;
          asked_by?: string | null;
          call_id: string;
          call_sid: string;
          ended_at?: string | null;
          id?: string;
          interruptions?: number;
          language?: string | null;
          message?: string | null;
          model?: string | null;
          notice_heard_at?: string | null;
          outcome?: string | null;
          place: string;
          rating?: number | null;
          reason?: string | null;
          reconnects?: number;
          recording_at?: string | null;
          recording_sid?: string | null;
          silences?: number;
          started_at: string;
          status?: string;
          summary?: string | null;
          talking_at?: string | null;
          tenant_id: string;
          usage?: NonNullable<Json>;
          version_id: string;
          worker_id: string;
        };
        Update: {
          agent_id?: string;
          asked?: string | null;
          asked_by?: string | null;
          call_id?: string;
          call_sid?: string;
          ended_at?: string | null;
          id?: string;
          interruptions?: number;
          language?: string | null;
          message?: string | null;
          model?: string | null;
          notice_heard_at?: string | null;
          outcome?: string | null;
          place?: string;
          rating?: number | null;
          reason?: string | null;
          reconnects?: number;
          recording_at?: string | null;
          recording_sid?: string | null;
          silences?: number;
          started_at?: string;
          status?: string;
          summary?: string | null;
          talking_at?: string | null;
          tenant_id?: string;
          usage?: NonNullable<Json>;
          version_id?: string;
          worker_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "voice_agent_sessions_tenant_id_agent_id_fkey";
            columns: ["tenant_id", "agent_id"];
            isOneToOne: false;
            referencedRelation: "voice_agents";
            referencedColumns: ["tenant_id", "id"];
          },
          {
            foreignKeyName: "voice_agent_sessions_tenant_id_call_id_fkey";
            columns: ["tenant_id", "call_id"];
            isOneToOne: false;
            referencedRelation: "calls";
            referencedColumns: ["tenant_id", "id"];
          },
          {
            foreignKeyName: "voice_agent_sessions_tenant_id_version_id_fkey";
            columns: ["tenant_id", "version_id"];
            isOneToOne: false;
            referencedRelation: "voice_agent_versions";
            referencedColumns: ["tenant_id", "id"];
          },
        ];
      };
      voice_agent_tool_calls: {
        Row: {
          arguments: NonNullable<Json>;
          call_id: string;
          id: string;
          number: number;
          result: Json | null;
          session_id: string;
          started_at: string;
          state: string;
          tenant_id: string;
          took_ms: number | null;
          tool: string;
          tool_call_id: string;
          turn: number;
        };
        ComputedFields: never;
        Insert: {
          arguments: NonNullable<Json>;
          call_id: string;
          id?: string;
          number: number;
          result?: Json | null;
          session_id: string;
          started_at: string;
          state: string;
          tenant_id: string;
          took_ms?: number | null;
          tool: string;
          tool_call_id: string;
          turn: number;
        };
        Update: {
          arguments?: NonNullable<Json>;
          call_id?: string;
          id?: string;
          number?: number;
          result?: Json | null;
          session_id?: string;
          started_at?: string;
          state?: string;
          tenant_id?: string;
          took_ms?: number | null;
          tool?: string;
          tool_call_id?: string;
          turn?: number;
        };
        Relationships: [
          {
            foreignKeyName: "voice_agent_tool_calls_tenant_id_session_id_fkey";
            columns: ["tenant_id", "session_id"];
            isOneToOne: false;
            referencedRelation: "voice_agent_sessions";
            referencedColumns: ["tenant_id", "id"];
          },
        ];
      };
      voice_agent_turns: {
        Row: {
          bridge_ms: number | null;
          call_id: string;
          clear_ms: number | null;
          heard: string | null;
          id: string;
          interrupted: boolean;
          model_ms: number | null;
          number: number;
          playback_ms: number | null;
          said: string;
          session_id: string;
          silence_ms: number | null;
          started_at: string;
          tenant_id: string;
          tools_ms: number | null;
          who: string;
        };
        ComputedFields: never;
        Insert: {
          bridge_ms?: number | null;
          call_id: string;
          clear_ms?: number | null;
          heard?: string | null;
          id?: string;
          interrupted?: boolean;
          model_ms?: number | null;
          number: number;
          playback_ms?: number | null;
          said: string;
          session_id: string;
          silence_ms?: number | null;
          started_at: string;
          tenant_id: string;
          tools_ms?: number | null;
          who: string;
        };
        Update: {
          bridge_ms?: number | null;
          call_id?: string;
          clear_ms?: number | null;
          heard?: string | null;
          id?: string;
          interrupted?: boolean;
          model_ms?: number | null;
          number?: number;
          playback_ms?: number | null;
          said?: string;
          session_id?: string;
          silence_ms?: number | null;
          started_at?: string;
          tenant_id?: string;
          tools_ms?: number | null;
          who?: string;
        };
        Relationships: [
          {
            foreignKeyName: "voice_agent_turns_tenant_id_session_id_fkey";
            columns: ["tenant_id", "session_id"];
            isOneToOne: false;
            referencedRelation: "voice_agent_sessions";
            referencedColumns: ["tenant_id", "id"];
          },
        ];
      };
      voice_agent_versions: {
        Row: {
          agent_id: string;
          body: NonNullable<Json>;
          id: string;
          published_at: string;
          published_by: string | null;
          tenant_id: string;
        };
        ComputedFields: never;
        Insert: {
          agent_id: string;
          body: NonNullable<Json>;
          id?: string;
          published_at?: string;
          published_by?: string | null;
          tenant_id: string;
        };
        Update: {
          agent_id?: string;
          body?: NonNullable<Json>;
          id?: string;
          published_at?: string;
          published_by?: string | null;
          tenant_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "voice_agent_versions_tenant_id_agent_id_fkey";
            columns: ["tenant_id", "agent_id"];
            isOneToOne: false;
            referencedRelation: "voice_agents";
            referencedColumns: ["tenant_id", "id"];
          },
          {
            foreignKeyName: "voice_agent_versions_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "voice_agent_versions_tenant_id_published_by_fkey";
            columns: ["tenant_id", "published_by"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["tenant_id", "user_id"];
          },
        ];
      };
      voice_agents: {
        Row: {
          created_at: string;
          draft: NonNullable<Json>;
          id: string;
          name: string;
          removed_at: string | null;
          tenant_id: string;
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          draft: NonNullable<Json>;
          id?: string;
          name: string;
          removed_at?: string | null;
          tenant_id: string;
          updated_at?: string;
        };
        Update: {
          created_at?: string;
          draft?: NonNullable<Json>;
          id?: string;
          name?: string;
          removed_at?: string | null;
          tenant_id?: string;
          updated_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: "voice_agents_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
        ];
      };
      voicemails: {
        Row: {
          call_id: string;
          duration_seconds: number | null;
          heard_at: string | null;
          heard_by: string | null;
          id: string;
          left_at: string;
          mailbox_id: string | null;
          recording_id: string;
          tenant_id: string;
          transcript: string | null;
          transcript_state: string | null;
        };
        ComputedFields: never;
        Insert: {
          call_id: string;
          duration_seconds?: number | null;
          heard_at?: string | null;
          heard_by?: string | null;
          id?: string;
          left_at: string;
          mailbox_id?: string | null;
          recording_id: string;
          tenant_id: string;
          transcript?: string | null;
          transcript_state?: string | null;
        };
        Update: {
          call_id?: string;
          duration_seconds?: number | null;
          heard_at?: string | null;
          heard_by?: string | null;
          id?: string;
          left_at?: string;
          mailbox_id?: string | null;
          recording_id?: string;
          tenant_id?: string;
          transcript?: string | null;
          transcript_state?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "voicemails_tenant_id_call_id_fkey";
            columns: ["tenant_id", "call_id"];
            isOneToOne: false;
            referencedRelation: "calls";
            referencedColumns: ["tenant_id", "id"];
          },
        ];
      };
    };
    Views: {
      [_ in never]: never;
    };
    Functions: {
      accept_invitation: { Args: { person: string; token: string }; Returns: string };
      agent_figures: {
        Args: { agent?: string; since: string; until: string };
        Returns: {
          agent_id: string;
          asked_again: number;
          booked: number;
          caller_left: number;
          calls: number;
          contained: number;
          cost: number;
          day: string;
          failed: number;
          false_booked: number;
          handed_over: number;
          messages: number;
          p50: number;
          p95: number;
          rated: number;
          rating: number;
          taken_over: number;
          talk_seconds: number;
          uncosted: number;
        }[];
      };
      assign_thread: { Args: { person?: string; thread: string }; Returns: boolean };
      assign_voicemail: { Args: { person?: string; voicemail: string }; Returns: boolean };
      book: { Args: { request: Json }; Returns: Json };
      booking_facts: { Args: { since: string; until: string }; Returns: Json };
      call_costs: {
        Args: { since: string };
        Returns: {
          calls: number;
          phone_number_id: string;
          price: number;
          user_id: string;
        }[];
      };
      call_figures: {
        Args: {
          ended_as?: string;
          line?: string;
          month: string;
          person?: string;
          said?: string;
          today: string;
          until?: string;
          way?: string;
          week: string;
        };
        Returns: {
          calls: number;
          connected: number;
          missed: number;
          period: string;
          talk_seconds: number;
        }[];
      };
      call_figures_by_person: {
        Args: {
          ended_as?: string;
          line?: string;
          person?: string;
          said?: string;
          since: string;
          until: string;
          way?: string;
        };
        Returns: {
          calls: number;
          connected: number;
          missed: number;
          talk_seconds: number;
          user_id: string;
        }[];
      };
      call_list_figures: {
        Args: { lists: string[] };
        Returns: {
          disposition_id: string;
          entries: number;
          finished_by: string;
          list_id: string;
          outcome: string;
          reason: string;
          state: string;
        }[];
      };
      call_list_reach: {
        Args: { list: string };
        Returns: {
          entries: number;
          first_at: string;
          reason: string;
        }[];
      };
      caller_numbers: { Args: { with_contact: string }; Returns: Json };
      change_contacts: {
        Args: { become?: string; change: string; wanted: Json; what: string };
        Returns: Json;
      };
      change_extension: {
        Args: { digits?: string; member: string; was?: string };
        Returns: string;
      };
      change_member_role: {
        Args: {
          member: string;
          new_role: Database["public"]["Enums"]["member_role"];
          was?: Database["public"]["Enums"]["member_role"];
        };
        Returns: string;
      };
      check_broadcasts: {
        Args: { since?: number };
        Returns: {
          checked_at: number;
          sent: number;
          topic: string;
        }[];
      };
      choose_call_contact: { Args: { call: string; contact: string }; Returns: boolean };
      choose_default_route: { Args: { route: string; seen?: string }; Returns: string };
      claim_call_list_entry: { Args: { list: string }; Returns: Json };
      close_thread: { Args: { closed: boolean; thread: string }; Returns: boolean };
      colleagues: {
        Args: { size?: number; typed?: string; wanted?: string[] };
        Returns: {
          changes_at: string;
          extension: string;
          name: string;
          presence: string;
          rings_on: string;
          user_id: string;
        }[];
      };
      company_timeline: {
        Args: {
          before_at?: string;
          before_id?: string;
          of_company: string;
          only_kind?: string;
          page_size: number;
        };
        Returns: {
          contact_id: string;
          created_at: string;
          id: string;
          kind: string;
        }[];
      };
      count_contacts: { Args: { filter: Json }; Returns: number };
      create_call_list: { Args: { list: Json; wanted: Json }; Returns: number };
      create_invitation: {
        Args: { as_role: Database["public"]["Enums"]["member_role"]; invitee: string };
        Returns: string;
      };
      create_tenant: {
        Args: { company: string; country?: string; person: string; zone?: string };
        Returns: string;
      };
      failed_jobs: {
        Args: Record<PropertyKey, never>;
        Returns: {
          added_at: string;
          id: string;
          name: string;
          next_at: string;
          problem: string;
          state: string;
          tenant_id: string;
          tried: number;
          tried_at: string;
        }[];
      };
      find_duplicates: {
        Args: {
          at_company?: string;
          besides?: string;
          called?: string;
          emails: string[];
          phones: string[];
        };
        Returns: {
          archived: boolean;
          company: string;
          id: string;
          kind: string;
          name: string;
          value: string;
        }[];
      };
      first_day: { Args: Record<PropertyKey, never>; Returns: Json };
      list_contacts: {
        Args: {
          after?: Json;
          descending?: boolean;
          filter: Json;
          page_size?: number;
          sort?: string;
        };
        Returns: {
          address: string;
          archived_at: string | null;
          company: string;
          company_id: string | null;
          created_at: string;
          custom: NonNullable<Json>;
          edited_by: NonNullable<Json>;
          email_words: string;
          id: string;
          name: string;
          owner_id: string | null;
          phone_words: string;
          search: unknown;
          sort_name: string;
          stage_id: string | null;
          tenant_id: string;
          time_zone: string | null;
          title: string;
          updated_at: string;
          version: number;
          zone_guessed: boolean;
        }[];
        SetofOptions: {
          from: "*";
          to: "contacts";
          isOneToOne: false;
          isSetofReturn: true;
        };
      };
      list_missed: {
        Args: {
          before_at?: string;
          before_id?: string;
          done: boolean;
          mine: boolean;
          page_size: number;
        };
        Returns: {
          call_id: string;
          caller: string;
          calls: number;
          claimed_at: string | null;
          claimed_by: string | null;
          closed_at: string | null;
          counts_after: string | null;
          dismissed_at: string | null;
          dismissed_by: string | null;
          dismissed_note: string | null;
          dismissed_reason: string | null;
          first_missed_at: string;
          id: string;
          kind: string;
          missed_at: string;
          reached_at: string | null;
          reached_by: string | null;
          reached_call_id: string | null;
          reached_direction: string | null;
          rung: string[];
          tenant_id: string;
        }[];
        SetofOptions: {
          from: "*";
          to: "missed_callers";
          isOneToOne: false;
          isSetofReturn: true;
        };
      };
      make_first_phone: { Args: { which: number }; Returns: boolean };
      me: { Args: Record<PropertyKey, never>; Returns: Json };
      merge_contacts: {
        Args: {
          gone: string;
          gone_version: number;
          keep: string;
          keep_version: number;
          taken?: string[];
        };
        Returns: Json;
      };
      merge_tags: { Args: { gone: string; keep: string }; Returns: boolean };
      message_costs: {
        Args: { since: string };
        Returns: {
          messages: number;
          phone_number_id: string;
          price: number;
          user_id: string;
        }[];
      };
      missed_while_busy: { Args: { call_ids: string[] }; Returns: string[] };
      move_booking: { Args: { request: Json }; Returns: Json };
      number_activity: { Args: { since: string }; Returns: Json };
      order_number: {
        Args: { as_state: string; in_currency?: string; price?: number; wanted: string };
        Returns: boolean;
      };
      outcome_figures: {
        Args: {
          ended_as?: string;
          line?: string;
          person?: string;
          since: string;
          until?: string;
          way?: string;
        };
        Returns: {
          asked: number;
          given: number;
        }[];
      };
      peek_invitation: { Args: { token: string }; Returns: Json };
      people_in_rooms: {
        Args: { targets: string[] };
        Returns: {
          call_id: string;
          is_listener: boolean;
          name: string;
          since: string;
          state: string;
          user_id: string;
        }[];
      };
      people_on_call: {
        Args: { target: string };
        Returns: {
          call_sid: string;
          is_muted: boolean;
          name: string;
          number: string;
          role: Database["public"]["Enums"]["leg_role"];
          state: string;
          user_id: string;
        }[];
      };
      people_to_ring: { Args: Record<PropertyKey, never>; Returns: Json };
      pin_note: { Args: { note: string; pinned: boolean }; Returns: boolean };
      put_off_call_list_entries: { Args: { entries: string[]; list: string }; Returns: boolean };
      read_thread: { Args: { thread: string }; Returns: boolean };
      realtime_topic: { Args: Record<PropertyKey, never>; Returns: string };
      remove_member: { Args: { member: string }; Returns: string };
      remove_route: { Args: { route: string }; Returns: string };
      remove_voice_agent: { Args: { agent: string }; Returns: string };
      renew_invitation: { Args: { invitation: string }; Returns: Json };
      revoke_invitation: { Args: { invitation: string }; Returns: undefined };
      run_job_again: { Args: { job: string }; Returns: boolean };
      save_call_note: { Args: { call: string; typed: string; was?: string }; Returns: string };
      save_contact: { Args: { contact: Json; was_version?: number }; Returns: string };
      search_calls: {
        Args: {
          before_id?: string;
          ended_as?: string;
          line?: string;
          number_beginning?: string;
          page_size?: number;
          person?: string;
          said?: string;
          since?: string;
          typed: string;
          until?: string;
          way?: string;
        };
        Returns: {
          also_on: string[];
          answered_at: string | null;
          billed_seconds: number | null;
          callee_id: string | null;
          contact_id: string | null;
          create_lost: boolean;
          created_at: string;
          customer_number: string;
          direction: string;
          disposition_id: string | null;
          duration_seconds: number | null;
          ended_at: string | null;
          error_code: number | null;
          error_message: string | null;
          from_number: string;
          hangup_requested_at: string | null;
          has_more_evidence: boolean;
          id: string;
          imported_at: string | null;
          lacks_outcome: boolean;
          next_check_at: string | null;
          outcome: string | null;
          outcome_reason: string | null;
          owner_left: boolean;
          phone_number_id: string | null;
          price: number | null;
          price_unit: string | null;
          recording_requested: boolean;
          recording_url: string | null;
          ring_seconds: number | null;
          settled_at: string | null;
          stage: Database["public"]["Enums"]["call_stage"];
          status: Database["public"]["Enums"]["call_status"];
          talked_with: string[];
          tenant_id: string;
          to_number: string;
          twilio_call_sid: string | null;
          user_id: string | null;
          version: number;
        }[];
        SetofOptions: {
          from: "*";
          to: "calls";
          isOneToOne: false;
          isSetofReturn: true;
        };
      };
      search_companies: {
        Args: { page_size?: number; query: string };
        Returns: {
          address: string;
          created_at: string;
          edited_by: NonNullable<Json>;
          extension: string;
          id: string;
          name: string;
          phone: string | null;
          sort_name: string;
          tenant_id: string;
          updated_at: string;
          website: string;
        }[];
        SetofOptions: {
          from: "*";
          to: "companies";
          isOneToOne: false;
          isSetofReturn: true;
        };
      };
      search_contacts: {
        Args: { number_beginning?: string; page_size?: number; query: string };
        Returns: {
          address: string;
          archived_at: string | null;
          company: string;
          company_id: string | null;
          created_at: string;
          custom: NonNullable<Json>;
          edited_by: NonNullable<Json>;
          email_words: string;
          id: string;
          name: string;
          owner_id: string | null;
          phone_words: string;
          search: unknown;
          sort_name: string;
          stage_id: string | null;
          tenant_id: string;
          time_zone: string | null;
          title: string;
          updated_at: string;
          version: number;
          zone_guessed: boolean;
        }[];
        SetofOptions: {
          from: "*";
          to: "contacts";
          isOneToOne: false;
          isSetofReturn: true;
        };
      };
      search_messages: {
        Args: { closed?: boolean; page_size: number; query: string; show?: string };
        Returns: Json;
      };
      set_booking_status: {
        Args: { became: string; booking: string; seen: number };
        Returns: Json;
      };
      set_outcome: {
        Args: { call: string; due?: string; outcome?: string; title?: string; was?: string };
        Returns: boolean;
      };
      set_task_done: { Args: { done: boolean; next_due?: string; task: string }; Returns: boolean };
      skip_call_list_entry: {
        Args: { entry: string; note?: string; why: string };
        Returns: boolean;
      };
      undo_contact_change: { Args: { change: string }; Returns: Json };
      undo_contact_merge: { Args: { merge: string }; Returns: Json };
      voice_agent_use: {
        Args: Record<PropertyKey, never>;
        Returns: {
          agent_id: string;
          is_default: boolean;
          is_published: boolean;
          numbers: string[];
          route_id: string;
          route_name: string;
        }[];
      };
    };
    Enums: {
      call_stage:
        | "placing"
        | "ringing_rep"
        | "confirming"
        | "ringing_customer"
        | "greeting"
        | "connected"
        | "waiting"
        | "voicemail"
        | "system"
        | "ended";
      call_status:
        | "queued"
        | "ringing"
        | "in-progress"
        | "completed"
        | "busy"
        | "no-answer"
        | "failed"
        | "canceled";
      leg_medium: "phone" | "browser" | "sip" | "stream" | "room";
      leg_role: "caller" | "customer" | "rep" | "supervisor" | "outside" | "system";
      member_role: "rep" | "manager" | "admin";
      message_status:
        | "scheduled"
        | "asking"
        | "unknown"
        | "accepted"
        | "queued"
        | "sending"
        | "sent"
        | "canceled"
        | "failed"
        | "undelivered"
        | "delivered"
        | "read"
        | "receiving"
        | "received";
    };
    CompositeTypes: {
      [_ in never]: never;
    };
  };
};

type DatabaseWithoutInternals = Omit<Database, "__InternalSupabase">;

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, "public">];

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])[TableName] extends {
      Row: infer R;
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    ? (DefaultSchema["Tables"] & DefaultSchema["Views"])[DefaultSchemaTableNameOrOptions] extends {
        Row: infer R;
      }
      ? R
      : never
    : never;

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Insert: infer I;
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
    ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
        Insert: infer I;
      }
      ? I
      : never
    : never;

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Update: infer U;
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
    ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
        Update: infer U;
      }
      ? U
      : never
    : never;

export type Enums<
  DefaultSchemaEnumNameOrOptions extends
    | keyof DefaultSchema["Enums"]
    | { schema: keyof DatabaseWithoutInternals },
  EnumName extends DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"]
    : never = never,
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema["Enums"]
    ? DefaultSchema["Enums"][DefaultSchemaEnumNameOrOptions]
    : never;

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema["CompositeTypes"]
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"]
    : never = never,
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema["CompositeTypes"]
    ? DefaultSchema["CompositeTypes"][PublicCompositeTypeNameOrOptions]
    : never;

export const Constants = {
  public: {
    Enums: {
      call_stage: [
        "placing",
        "ringing_rep",
        "confirming",
        "ringing_customer",
        "greeting",
        "connected",
        "waiting",
        "voicemail",
        "system",
        "ended",
      ],
      call_status: [
        "queued",
        "ringing",
        "in-progress",
        "completed",
        "busy",
        "no-answer",
        "failed",
        "canceled",
      ],
      leg_medium: ["phone", "browser", "sip", "stream", "room"],
      leg_role: ["caller", "customer", "rep", "supervisor", "outside", "system"],
      member_role: ["rep", "manager", "admin"],
      message_status: [
        "scheduled",
        "asking",
        "unknown",
        "accepted",
        "queued",
        "sending",
        "sent",
        "canceled",
        "failed",
        "undelivered",
        "delivered",
        "read",
        "receiving",
        "received",
      ],
    },
  },
} as const;
