# The program as one image; web, worker, beat and the one-shot commands differ in their command alone.
FROM python:3.11-slim-bookworm

# pg_dump and pg_restore of the server's version, for backups made from here.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends postgresql-client-15 \
    && rm -rf /var/lib/apt/lists/*

RUN useradd --system --uid 10001 --user-group --no-create-home --home-dir /nonexistent atlas \
    && install --directory --owner atlas --group atlas /data

WORKDIR /app
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 ATLAS_DATA=/data DJANGO_SETTINGS_MODULE=config.settings

COPY requirements.txt .
# Everything comes as a wheel: there is no compiler here.
RUN pip install --no-cache-dir --no-deps --only-binary=:all: --requirement requirements.txt

COPY . .
# Static files are part of the image. The addresses are not used, the key signs nothing.
RUN SECRET_KEY=unused DATABASE_URL=postgresql:///unused REDIS_URL=redis://unused \
    python manage.py collectstatic --no-input --verbosity 0

USER 10001:10001
VOLUME /data
EXPOSE 8000
CMD ["python", "-m", "gunicorn", "--bind", "0.0.0.0:8000", "--workers", "3", "--threads", "4", "--no-control-socket", "--worker-tmp-dir", "/dev/shm", "config.wsgi"]
